// What services/topology.json lets a service do on AWS, derived here once more and apart from infra/stack/permissions.tf.
import { deadLetterQueueOf, queueNames, type ServiceName, topology } from '#platform/topology.ts';

/** An IAM action and what it is done on, by the names of topology.json: `sqs:SendMessage order-queue`. */
export type Right = string;

type Described = {
  consumes: string[];
  sends: string[];
  publishes: string[];
  queries?: Record<string, string[]>;
  tables: Record<string, string[]>;
  sendsMail?: boolean;
  operatesQueues?: boolean;
  inspects?: string[];
};

const deadLetterQueue = (queue: string) => deadLetterQueueOf(queue as (typeof queueNames)[number]);
const allDeadLetterQueues = queueNames.map(deadLetterQueueOf);

const each = (names: readonly string[], ...actions: string[]): Right[] =>
  names.flatMap((name) => actions.map((action) => `${action} ${name}`));

const receiving = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'];
const sending = ['sqs:GetQueueUrl', 'sqs:SendMessage'];
const counting = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];

const ofOperators = [
  ...each(queueNames, ...counting, 'sqs:SendMessage'),
  ...each(allDeadLetterQueues, ...counting, ...receiving),
];

export const rightsOf = (service: ServiceName): Set<Right> => {
  const {
    consumes,
    sends,
    publishes,
    queries = {},
    tables,
    inspects = [],
    ...flags
  }: Described = topology.services[service];
  return new Set([
    ...each(consumes, 'sqs:GetQueueUrl', ...receiving),
    ...each(consumes.map(deadLetterQueue), ...sending),
    ...each(sends, ...sending),
    ...each(publishes, 'sns:Publish'),
    ...Object.entries(tables).flatMap(([table, actions]) =>
      each([table], ...actions.map((action) => `dynamodb:${action}`)),
    ),
    ...Object.entries(queries).flatMap(([table, indexes]) =>
      each(
        indexes.map((index) => `${table}/${index}`),
        'dynamodb:Query',
      ),
    ),
    ...(flags.sendsMail ? ['ses:SendEmail mail'] : []),
    ...(flags.operatesQueues ? ofOperators : []),
    ...each(inspects, ...counting),
  ]);
};
