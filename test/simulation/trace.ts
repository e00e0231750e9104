// What a run has done, line by line, for whoever must understand a violation. Lines are made only when somebody reads them.
import type { Message } from '@aws-sdk/client-sqs';
import type { VirtualTime } from './virtual-time.ts';

export type Trace = (line: () => string) => void;

export const noTrace: Trace = () => undefined;

/** Each line with the seconds since the run began. */
export const createTrace = (time: () => VirtualTime, lines: string[]): Trace => {
  const start = time().now();
  return (line) => {
    const seconds = ((time().now() - start) / 1_000).toFixed(3).padStart(9);
    lines.push(`${seconds}  ${line()}`);
  };
};

type Described = {
  TableName?: string;
  Key?: Record<string, unknown>;
  Item?: Record<string, unknown>;
  QueueUrl?: string;
  TopicArn?: string;
  UpdateExpression?: string;
  TransactItems?: Record<string, { TableName?: string }>[];
  Statements?: { Statement?: string; Parameters?: unknown[] }[];
  RequestItems?: Record<string, { Keys?: Record<string, unknown>[]; ConsistentRead?: boolean }>;
  Entries?: unknown[];
  PublishBatchRequestEntries?: { Message?: string }[];
};

/** 'Put PaymentsTable …0f3c INTENT', 'PublishBatch payment-status PaymentProcessed(authorized) …0f3c' */
export const describeCommand = (command: { input: unknown }): string =>
  [describeKind(command), ...detailsOf(command.input as Described)].filter((part) => part !== '').join(' ');

/** 'Put PaymentsTable', 'PublishBatch payment-status' */
export const describeKind = (command: { input: unknown }): string => {
  const { TableName, QueueUrl, TopicArn, TransactItems, Statements, RequestItems } =
    command.input as Described;
  const tables = TransactItems?.flatMap((item) => Object.values(item)).map((one) => one.TableName);
  const batched = Statements?.map(({ Statement }) => /"(\w+)"/.exec(Statement ?? '')?.[1]);
  const read = RequestItems && describeReads(RequestItems);
  const shared = read ?? [...new Set(tables ?? batched)].join('+');
  const place = TableName ?? (shared || undefined) ?? (QueueUrl ?? TopicArn)?.split(/[/:]/).at(-1) ?? '';
  return `${command.constructor.name.replace(/Command$/, '')} ${place}`.trim();
};

/** Before the tables that need not be as the latest write left them. */
export const eventually = 'eventually';

const describeReads = (requests: NonNullable<Described['RequestItems']>): string => {
  const namesOf = (isStrong: boolean) =>
    Object.keys(requests)
      .filter((name) => Boolean(requests[name]?.ConsistentRead) === isStrong)
      .join('+');
  const [strong, weak] = [namesOf(true), namesOf(false)];
  return [strong, weak && `${eventually} ${weak}`].filter((part) => part !== '').join(', ');
};

const detailsOf = (input: Described): string[] => {
  const item = input.Item ?? input.Key;
  const key = item ? short(String(item.id ?? item.orderId ?? '')) : '';
  const state = String(input.Item?.state ?? input.Item?.status ?? '');
  const changes = (input.Statements ?? []).map(describeStatement);
  const events = (input.PublishBatchRequestEntries ?? []).map(({ Message = '{}' }) => describeEvent(Message));
  const count = input.Entries?.length ?? input.TransactItems?.length ?? input.Statements?.length;
  return [key, state, changes.join(', '), events.join(', '), count === undefined ? '' : `×${count}`];
};

const states = /^[A-Z_]{4,}$/;

/** The ids and the states among its parameters. */
const describeStatement = ({ Parameters = [] }: { Parameters?: unknown[] }): string => {
  const texts = Parameters.filter((value) => typeof value === 'string');
  const ids = texts.map(short).filter((text) => text.includes('…') || text.startsWith('product#'));
  return [...new Set([...ids, ...texts.filter((text) => states.test(text))])].join(' ');
};

const describeEvent = (body: string): string => {
  const { type, outcome, subject } = JSON.parse(body) as { type: string; outcome?: string; subject: string };
  return `${type}${outcome ? `(${outcome})` : ''} ${short(subject)}`;
};

/** 'OrderCreated …0001 (2nd delivery)' */
export const describeMessage = ({ Body = '{}', Attributes }: Message): string => {
  const receives = Number(Attributes?.ApproximateReceiveCount ?? 1);
  return describeEvent(Body) + (receives > 1 ? ` (delivery ${receives})` : '');
};

/** The last part of an id is enough to tell the few orders of a run apart. */
export const short = (id: string): string => id.replace(/[0-9a-f]{8}-[0-9a-f-]{20,}([0-9a-f]{4})/g, '…$1');
