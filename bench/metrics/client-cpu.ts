// CPU per order of all services together, from the POST to the mail.
import { type BenchContext, planFor } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { cpuOfBareSend } from '../support/bare-sends.ts';
import { sum } from '../support/queued-run.ts';
import { figure } from '../support/table.ts';

/** Microseconds, on the machine that the budget was set on. */
const bareSendThere = 391;

export const clientCpu = async ({
  on,
  onEach,
  options,
  queued,
  note,
  keep,
}: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) => {
    const { cpuMs, orders } = await queued(site, planFor(options, site, 'mixed'));
    const perOrder = sum(cpuMs) / orders;
    if (site.system.name === 'waybill') keep({ cpuMs: perOrder });
    return perOrder;
  });
  const [anySystem = 'waybill'] = options.systems;
  const bareSend = await on(anySystem, (site) => cpuOfBareSend(site, options));
  note(
    `One SendMessage of the plain SDK takes ${figure(bareSend)} µs of CPU here, and ${bareSendThere} where the budget was set.\n`,
  );
  return [metricOf({ metric: 'client CPU per order', unit: 'ms', figures, budget: { atMost: 2.1 } })];
};
