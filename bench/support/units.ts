// DynamoDB units by table: the system's own, and the ledger of the simulated payment provider beside them. Pure.
import type { Units } from './proxy/counters.ts';

/** Whose units are not the system's: the ledger of the simulated payment provider. */
const foreignTable = 'SimulatedGatewayTable';

/** Without the payment provider's. */
export const ownUnits = (units: Record<string, Units>, prefix: string): Record<string, Units> =>
  Object.fromEntries(Object.entries(units).filter(([name]) => !name.startsWith(prefix + foreignTable)));

export const totalOf = (units: Record<string, Units>): Units => ({
  read: Object.values(units).reduce((total, { read }) => total + read, 0),
  write: Object.values(units).reduce((total, { write }) => total + write, 0),
});

/** One row for each table and index, the total of its own, and what the payment provider's ledger takes. */
export const unitRows = (
  units: Record<string, Units>,
  prefix: string,
  perOrder: (value: number) => string,
): string[][] => {
  const row = (name: string, { read, write }: Units) => [`  ${name}`, perOrder(write), perOrder(read)];
  const own = ownUnits(units, prefix);
  const foreign = totalOf(Object.fromEntries(Object.entries(units).filter(([name]) => !(name in own))));
  return [
    ...Object.entries(own).map(([name, one]) => row(name.slice(prefix.length), one)),
    row('total', totalOf(own)),
    row(`besides, ${foreignTable} of the simulated provider`, foreign),
  ];
};
