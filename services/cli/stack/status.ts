// `npm run status`: is an environment well? Its services, the alarms that ring, and whether its API is ready.
import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { messageOf } from '#platform/error-message.ts';
import { parseFlags } from '../ops/parse-flags.ts';
import { shortTime, table } from '../ops/table.ts';
import { exitCodes, writeJson } from '../ops/terminal.ts';
import type { Clients } from './clients.ts';
import { environmentFlag, type StackCommand, withStack } from './command.ts';
import type { Stack } from './outputs.ts';
import { readServices, type ServiceState } from './services.ts';

type Alarm = { name: string; since: string; why: string };

export type Status = {
  endpoint: string;
  dashboard: string | undefined;
  /** 'ready', or what is wrong. */
  api: string;
  services: ServiceState[];
  /** Those that ring. */
  alarms: Alarm[];
};

export const status: StackCommand = (args, terminal) => {
  const options = { ...environmentFlag, json: { type: 'boolean', default: false } } as const;
  const { values } = parseFlags({ args, options });
  return withStack(values.environment, terminal, async (stack, clients) => {
    const found = await readStatus(stack, clients, terminal.interrupted);
    if (values.json) writeJson(terminal, { isWell: isWell(found), ...found });
    else terminal.write(describeStatus(found));
    return isWell(found) ? exitCodes.done : exitCodes.failed;
  });
};

const readStatus = async (stack: Stack, clients: Clients, signal: AbortSignal): Promise<Status> => {
  const [services, alarms, api] = await Promise.all([
    readServices(clients, stack, signal),
    ringing(clients, stack.resourcePrefix, signal),
    askApi(stack.endpoint, signal),
  ]);
  return { endpoint: stack.endpoint, dashboard: stack.dashboard, api, services, alarms };
};

/** More alarms than this ring at once only when everything is down, which a hundred say as well. */
const mostAlarms = 100;

const ringing = async (
  { cloudwatch }: Clients,
  AlarmNamePrefix: string,
  abortSignal: AbortSignal,
): Promise<Alarm[]> => {
  const query = { AlarmNamePrefix, StateValue: 'ALARM', MaxRecords: mostAlarms } as const;
  const answer = await cloudwatch.send(new DescribeAlarmsCommand(query), { abortSignal });
  return (answer.MetricAlarms ?? []).filter(needsSomebody).map((alarm) => ({
    name: alarm.AlarmName ?? '',
    since: alarm.StateUpdatedTimestamp?.toISOString() ?? '',
    why: alarm.StateReason ?? '',
  }));
};

/** Alarms that only add tasks ring while scaling does its work. Not every emulator heeds the state that was asked for. */
const needsSomebody = ({ StateValue, AlarmActions = [] }: MetricAlarm): boolean => {
  const scales = AlarmActions.length > 0 && AlarmActions.every((arn) => arn.includes(':autoscaling:'));
  return StateValue === 'ALARM' && !scales;
};

const apiDeadlineMs = 10_000;

const askApi = async (endpoint: string, interrupted: AbortSignal): Promise<string> => {
  try {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(apiDeadlineMs)]);
    const response = await fetch(`${endpoint}/health/ready`, { signal });
    await response.body?.cancel();
    return response.ok ? 'ready' : `not ready: it answers ${response.status}`;
  } catch (error) {
    interrupted.throwIfAborted();
    return `not reachable: ${messageOf(error instanceof Error && error.cause ? error.cause : error)}`;
  }
};

const isWell = ({ api, services, alarms }: Status): boolean =>
  api === 'ready' && alarms.length === 0 && services.every(isServiceWell);

const isServiceWell = ({ rollout, running, desired }: ServiceState): boolean =>
  rollout === 'done' && running >= desired;

const columns = [
  { title: 'SERVICE' },
  ...['RUNNING', 'WANTED', 'STARTING'].map((title) => ({ title, align: 'right' }) as const),
  { title: 'ROLLOUT' },
  { title: 'IMAGE' },
];

/** Pure. */
export const describeStatus = (found: Status): string => {
  const { endpoint, dashboard, api, services, alarms } = found;
  const rows = services.map(({ task, running, desired, pending, rollout, image }) => [
    task,
    ...[running, desired, pending].map(String),
    rollout,
    shortImage(image),
  ]);
  const ill = services.filter((service) => !isServiceWell(service));
  const troubles = ill.flatMap(({ task, reason, events }) =>
    [reason, ...events].filter((text) => text).map((text) => `  ${task}: ${text}\n`),
  );
  const ringingLines = alarms.map(({ name, since, why }) => `  ${name} since ${shortTime(since)}: ${why}\n`);
  return [
    `${endpoint} is ${api}\n\n`,
    table(columns, rows),
    ...troubles,
    alarms.length === 0 ? '\nNo alarm rings.\n' : `\nAlarms that ring:\n${ringingLines.join('')}`,
    dashboard === undefined ? '' : `Dashboard: ${dashboard}\n`,
  ].join('');
};

/** '…/waybill@sha256:0123456789abcdef…' → '0123456789ab' */
const shortImage = (image: string): string => {
  const [, digest = ''] = /@sha256:([0-9a-f]{12})/.exec(image) ?? [];
  return digest === '' ? (image.split(':').at(-1) ?? image) : digest;
};
