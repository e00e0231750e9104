// Reads single values of the command line by the schemas that HTTP requests are read by. Pure, but for the operator's name.
import { hostname, userInfo } from 'node:os';
import { messageData } from '#contracts/events.ts';
import { OrderId } from '#contracts/fields.ts';
import { MessageIdPrefix, MessageTypeName, Month, OperatorName, Reason } from '#contracts/http-ops.ts';
import { compile, type ErrorObject } from '#contracts/validate.ts';
import { OperationRefused } from '#operations/operation-refused.ts';
import { queueNamed } from '#operations/queue-names.ts';
import { type QueueName, type TableName, tableNames } from '#platform/topology.ts';
import { shown } from './table.ts';
import { Fault } from './terminal.ts';

const checks = {
  orderId: compile(OrderId),
  messageId: compile(MessageIdPrefix),
  type: compile(MessageTypeName),
  month: compile(Month),
  operator: compile(OperatorName),
  reason: compile(Reason),
};

const takes = {
  orderId: 'an order id: a UUID in lower case',
  messageId: 'the id of a message, or at least its first 4 characters',
  type: `a type of message (${Object.keys(messageData).join(', ')})`,
  month: 'a month, like 2026-11',
  operator: 'a name of at most 100 printable ASCII characters',
  reason: 'a text of at most 500 printable characters',
};

type Kind = keyof typeof checks;

/** Free text may hold anything, a pasted secret included. */
const neverShown: readonly Kind[] = ['operator', 'reason'];

/** @throws Fault that names the flag */
export const checked = (kind: Kind, flag: string, value: string): string => {
  const trimmed = value.trim();
  const check = checks[kind];
  if (check(trimmed)) return trimmed;
  const is = neverShown.includes(kind) ? `: ${described(trimmed, check.errors)}` : `, not '${shown(value)}'`;
  throw new Fault(`${flag} takes ${takes[kind]}${is}`);
};

const described = (text: string, errors: ErrorObject[] | null | undefined): string => {
  if (text === '') return 'this one is empty';
  const faults = {
    maxLength: `has ${[...text].length}`,
    pattern: 'has characters of another kind',
  };
  const found = Object.entries(faults).filter(([keyword]) => errors?.some((one) => one.keyword === keyword));
  return `this one ${found.map(([, fault]) => fault).join(', and ')}`;
};

/** Undefined stays so. @throws Fault that names the flag */
export const optional = (kind: Kind, flag: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : checked(kind, flag, value);

/** @throws Fault that names the flag and the bounds */
export const wholeNumber = (flag: string, value: string, maximum: number): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= maximum) return number;
  throw new Fault(`${flag} takes a whole number from 1 to ${maximum}, not '${shown(value)}'`);
};

/** @throws Fault that lists the queues */
export const queueGiven = (name: string): QueueName => {
  try {
    return queueNamed(name);
  } catch (error) {
    if (error instanceof OperationRefused) throw new Fault(error.message);
    throw error;
  }
};

/** @throws Fault that lists the tables */
export const tableGiven = (name: string): TableName => {
  const table = tableNames.find((one) => one === name);
  if (table) return table;
  throw new Fault(`There is no table '${shown(name)}'. One of: ${tableNames.join(', ')}`);
};

/** @throws Fault when there are more arguments than the command takes, or fewer */
export const positionalsOf = (given: string[], form: string, minimum: number, maximum: number): string[] => {
  if (given.length >= minimum && given.length <= maximum) return given;
  throw new Fault(`Give it as: npm run ops -- ${form}`);
};

/** Who is logged in here, as 'user@host'. */
export const ownName = (): string => {
  const name = `${userName()}@${hostname()}`;
  return name.replace(/[^ -~]/g, '?').slice(0, 100);
};

/** A container's user may have no name. */
const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
};
