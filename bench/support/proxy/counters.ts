// What went over the wire since the last reset: calls, charges, refusals, and writes to one item.
import { billedRequests, type Call } from './calls.ts';
import { type Charge, chargesOf } from './capacity.ts';
import { touches, writesOf } from './writes.ts';

export type Units = { read: number; write: number };

export type Counts = {
  /** By `service action`. */
  calls: Record<string, number>;
  /** By `service action status error`. */
  refusals: Record<string, number>;
  /** As SQS and SNS charge them. */
  billed: { sqs: number; sns: number };
  /** By table, or `table/index`. */
  units: Record<string, Units>;
  /** Writes, refused ones too, whose key names the watched item. */
  watchedWrites: number;
};

type Exchange = { call: Call; request: Buffer; status: number; answer: Buffer };

const none = (): Counts => ({
  calls: {},
  refusals: {},
  billed: { sqs: 0, sns: 0 },
  units: {},
  watchedWrites: 0,
});

const add = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

export const createCounters = () => {
  let counts = none();
  let watched: string | undefined;

  const charge = ({ table, index, read, write }: Charge) => {
    const name = index ? `${table}/${index}` : table;
    const units = counts.units[name] ?? { read: 0, write: 0 };
    counts.units[name] = { read: units.read + read, write: units.write + write };
  };

  const countTables = (action: string, request: string, status: number, answer: string) => {
    for (const one of chargesOf({ action, request, status, answer })) charge(one);
    const name = watched;
    if (name !== undefined && request.includes(name))
      counts.watchedWrites += writesOf(action, request).filter((write) => touches(write, name)).length;
  };

  return {
    read: (): Counts => counts,
    reset: (): void => {
      counts = none();
    },
    /** Counts the writes to items that are called so. */
    watch: (name: string | undefined): void => {
      watched = name;
    },
    count: ({ call: { service, action }, request, status, answer }: Exchange): void => {
      add(counts.calls, `${service} ${action}`);
      if (status >= 300) add(counts.refusals, `${service} ${action} ${status} ${errorIn(answer)}`);
      if (service === 'sqs' || service === 'sns')
        counts.billed[service] += billedRequests(request.length, answer.length);
      if (service === 'dynamodb') countTables(action, request.toString(), status, answer.toString());
    },
  };
};

/** The name of the error in an answer, of whichever protocol. */
const errorIn = (answer: Buffer): string =>
  /(?:__type":"(?:[^"#]*#)?|<Code>)([\w.]+)/.exec(answer.toString())?.[1] ?? '';
