// What each command of `npm run ops` was asked to do: its arguments, read and checked. Pure.
import { rates } from '#operations/pace.ts';
import type { Selection } from '#operations/select.ts';
import { maxRead } from '#operations/shelf.ts';
import type { QueueName } from '#platform/topology.ts';
import { parseFlags } from './parse-flags.ts';
import { type TargetFlags, targetFlags } from './target.ts';
import { Fault } from './terminal.ts';
import { checked, optional, ownName, positionalsOf, queueGiven, tableGiven, wholeNumber } from './values.ts';

type Output = TargetFlags & { json: boolean };
/** Who acts and why; `reason` is left out where none was given. */
type Acting = { actor: string; reason?: string };

const outputFlags = { ...targetFlags, json: { type: 'boolean', default: false } } as const;
const actingFlags = { as: { type: 'string' }, reason: { type: 'string' } } as const;
const filterFlags = {
  order: { type: 'string' },
  type: { type: 'string' },
  limit: { type: 'string' },
} as const;

/** Records that one look at the audit shows. */
const maxAudited = 1_000;

/** Items that one look at a table shows: it is no export. */
const maxScanned = 1_000;

type ActingValues = { as?: string | undefined; reason?: string | undefined };
const actingOf = ({ as: name, reason: given }: ActingValues): Acting => {
  const reason = optional('reason', '--reason', given);
  return { actor: optional('operator', '--as', name) ?? ownName(), ...(reason !== undefined && { reason }) };
};

type FilterValues = { order?: string | undefined; type?: string | undefined; limit?: string | undefined };
const filterOf = ({ order, type, limit }: FilterValues): Omit<Selection, 'only'> => {
  const orderId = optional('orderId', '--order', order);
  const typeName = optional('type', '--type', type);
  return {
    ...(orderId !== undefined && { orderId }),
    ...(typeName !== undefined && { type: typeName }),
    ...(limit !== undefined && { limit: wholeNumber('--limit', limit, maxRead) }),
  };
};

const queueIn = (name: string | undefined): { queue?: QueueName } =>
  name === undefined ? {} : { queue: queueGiven(name) };

export const readQueues = (args: string[]): Output => parseFlags({ args, options: outputFlags }).values;

export const readList = (args: string[]) => {
  const options = { ...outputFlags, ...filterFlags } as const;
  const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
  const [name] = positionalsOf(positionals, 'dlq list [QUEUE]', 0, 1);
  const { limit = maxRead, ...filter } = filterOf(values);
  return { output: values as Output, query: { ...queueIn(name), ...filter, limit } };
};

export const readShow = (args: string[]) => {
  const options = { ...outputFlags, 'with-body': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
  const given = positionalsOf(positionals, 'dlq show [QUEUE] ID', 1, 2);
  const id = checked('messageId', 'dlq show', given.at(-1) ?? '');
  const query = { ...queueIn(given.length === 2 ? given[0] : undefined), id, withBody: values['with-body'] };
  return { output: values as Output, query };
};

export const readRedrive = (args: string[]) => {
  const options = {
    ...outputFlags,
    ...actingFlags,
    ...filterFlags,
    only: { type: 'string' },
    rate: { type: 'string', default: String(rates.default) },
    'dry-run': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
  const [name] = positionalsOf(positionals, 'redrive [QUEUE]', 0, 1);
  const only = optional('messageId', '--only', values.only);
  return {
    output: values as Output,
    ...queueIn(name),
    selection: { ...(only !== undefined && { only }), ...filterOf(values) },
    rate: wholeNumber('--rate', values.rate, rates.maximum),
    dryRun: values['dry-run'],
    ...actingOf(values),
  };
};

export const readDiscard = (args: string[]) => {
  const options = {
    ...outputFlags,
    ...actingFlags,
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
  const [name = ''] = positionalsOf(positionals, 'discard QUEUE --only ID --reason TEXT', 1, 1);
  const queue = queueGiven(name);
  const only = optional('messageId', '--only', values.only);
  if ((only !== undefined) === values.all) throw new Fault('discard takes either --only ID or --all');
  if (values.all && !values.yes)
    throw new Fault(`--all discards every dead letter of ${queue}, for good: add --yes`);
  const { actor, reason } = actingOf(values);
  if (reason === undefined) throw new Fault('discard needs --reason TEXT: it is recorded, and read later');
  return { output: values as Output, queue, selection: only === undefined ? {} : { only }, actor, reason };
};

export const readResume = (args: string[]) => {
  const options = { ...outputFlags, ...actingFlags } as const;
  const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
  const [id = ''] = positionalsOf(positionals, 'resume ORDER_ID', 1, 1);
  return { output: values as Output, orderId: checked('orderId', 'resume', id), ...actingOf(values) };
};

export const readAudit = (args: string[]) => {
  const options = {
    ...outputFlags,
    month: { type: 'string' },
    limit: { type: 'string', default: '50' },
  } as const;
  const { values } = parseFlags({ args, options });
  const month = optional('month', '--month', values.month);
  const limit = wholeNumber('--limit', values.limit, maxAudited);
  return { output: values as Output, query: { ...(month !== undefined && { month }), limit } };
};

export const readScan = (args: string[]) => {
  const options = {
    ...outputFlags,
    limit: { type: 'string', default: '20' },
    'with-personal-data': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
  const [name = ''] = positionalsOf(positionals, 'scan TABLE', 1, 1);
  return {
    output: values as Output,
    table: tableGiven(name),
    limit: wholeNumber('--limit', values.limit, maxScanned),
    withPersonalData: values['with-personal-data'],
  };
};
