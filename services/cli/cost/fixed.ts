// What an environment costs a month before the first order. Pure.
import type { Settings } from '../stack/settings.ts';
import { assumptions } from './assumptions.ts';
import { amount, fixed, type Line, many } from './line.ts';
import { hoursPerMonth, perMillion, prices } from './price-list.ts';
import type { Task } from './shape.ts';
import {
  alarmMetrics,
  insightsMetrics,
  interfaceEndpoints,
  kmsKeys,
  ownMetrics,
  secrets,
  webAclRules,
} from './watched.ts';

export const fixedLines = (settings: Settings, tasks: readonly Task[]): Line[] => [
  ...minimumTasks(settings, tasks),
  loadBalancer(settings),
  ...egress(settings),
  firewall(),
  insights(tasks),
  ...watching(settings, tasks),
  emptyReceives(tasks),
  sweeps(),
];

/** Dollars for an hour of a task of this size. */
export const taskHour = (
  { vcpu, gb }: Task,
  { cpu_architecture }: Pick<Settings, 'cpu_architecture'>,
): number => {
  const { vcpuHour, gbHour } = prices.fargate[cpu_architecture];
  return vcpu * vcpuHour + gb * gbHour;
};

const minimumTasks = (settings: Settings, tasks: readonly Task[]): Line[] => {
  const count = tasks.reduce((total, { minimum }) => total + minimum, 0);
  const hour = tasks.reduce((total, task) => total + task.minimum * taskHour(task, settings), 0);
  return [fixed('Fargate, the fewest tasks', `${count} tasks`, hour * hoursPerMonth)];
};

const loadBalancer = ({ zones }: Settings): Line => {
  const hour = prices.loadBalancer.hour + zones * prices.publicAddress.hour;
  return fixed('load balancer', `1, ${zones} public addresses`, hour * hoursPerMonth);
};

const egress = ({ egress: way, zones, router }: Settings): Line[] => {
  if (way === 'endpoints') {
    const count = interfaceEndpoints(router).length * zones;
    const hour = count * prices.interfaceEndpoint.zoneHour;
    return [fixed('interface endpoints', `${count / zones} in ${zones} zones`, hour * hoursPerMonth)];
  }
  const gateways = way === 'nat' ? 1 : zones;
  const hour = gateways * (prices.nat.hour + prices.publicAddress.hour);
  return [fixed('NAT gateways', `${gateways}, each with an address`, hour * hoursPerMonth)];
};

const firewall = (): Line => {
  const { webAclMonth, ruleMonth } = prices.waf;
  return fixed('firewall', `1 web ACL, ${webAclRules} rules`, webAclMonth + webAclRules * ruleMonth);
};

const insights = (tasks: readonly Task[]): Line => {
  const count = insightsMetrics(tasks);
  return fixed('Container Insights', `${count} metrics`, count * prices.cloudwatch.metricMonth);
};

/** What any design needs, on whatever it runs. */
export const watching = (settings: Settings, tasks: readonly Task[]): Line[] => {
  const { metricMonth, alarmMetricMonth, dashboardMonth } = prices.cloudwatch;
  const [own, alarms, held] = [ownMetrics, alarmMetrics(settings, tasks), secrets(settings)];
  return [
    fixed("the services' own metrics", `${own} metrics`, own * metricMonth),
    fixed('alarms', `${alarms} alarm metrics`, alarms * alarmMetricMonth),
    fixed('dashboard', '1', dashboardMonth),
    fixed('secrets', `${held}`, held * prices.secretsManager.secretMonth),
    fixed("the alarms' key", `${kmsKeys}`, kmsKeys * prices.kms.keyMonth),
  ];
};

/** One receive at a time for each queue that a task polls. While orders come, these are receives that bring something. */
const emptyReceives = (tasks: readonly Task[]): Line => {
  const pollers = tasks.reduce((total, { minimum, queues }) => total + minimum * queues, 0);
  const count = (pollers * hoursPerMonth * 3_600) / assumptions.receiveWaitSeconds;
  return fixed(
    'SQS, receives that bring nothing',
    `${many(count)} requests`,
    perMillion(count, prices.sqs.millionRequests),
  );
};

const sweeps = (): Line => {
  const units = assumptions.sweepReadUnits * assumptions.sweepsPerHour * hoursPerMonth;
  const month = perMillion(units, prices.dynamodb.millionReadUnits);
  return fixed("DynamoDB, the sweeper's looks", `${amount(units)} read units`, month);
};
