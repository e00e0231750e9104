// Which rights AWS asks for when the SDK makes a call. Pure.
import type { Right } from './rights.ts';

type Input = Record<string, unknown>;

/** Batches need the right of the single call; GetQueueUrl names its queue, others bring its URL. */
const ofQueues = (action: string, { QueueName, QueueUrl }: Input): Right[] => [
  `sqs:${action.replace(/Batch$/, '')} ${QueueName ?? String(QueueUrl).split('/').at(-1)}`,
];

const ofTopics = (action: string, { TopicArn }: Input): Right[] => [
  `sns:${action.replace(/Batch$/, '')} ${String(TopicArn).split(':').at(-1)}`,
];

/** One statement writes to one table: `INSERT INTO "OrdersTable" …`. */
const ofStatement = ({ Statement }: Input): Right => {
  const [, verb = '', table] =
    /^(INSERT INTO|UPDATE|DELETE FROM|SELECT .* FROM) "([^"]+)"/.exec(String(Statement)) ?? [];
  const [word = ''] = verb.split(' ');
  return `dynamodb:PartiQL${word.charAt(0)}${word.slice(1).toLowerCase()} ${table}`;
};

const transacted: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const ofTables = (action: string, input: Input): Right[] => {
  const { TableName, IndexName, RequestItems, Statements, TransactItems } = input;
  if (Statements) return (Statements as Input[]).map(ofStatement);
  if (RequestItems) return Object.keys(RequestItems).map((table) => `dynamodb:${action} ${table}`);
  if (TransactItems)
    return (TransactItems as Record<string, Input>[]).flatMap((item) =>
      Object.entries(item).map(
        ([kind, { TableName: table } = {}]) => `dynamodb:${transacted[kind]} ${table}`,
      ),
    );
  return [`dynamodb:${action} ${IndexName ? `${TableName}/${IndexName}` : TableName}`];
};

const services: Record<string, (action: string, input: Input) => Right[]> = {
  SQSClient: ofQueues,
  SNSClient: ofTopics,
  DynamoDBClient: ofTables,
  SESv2Client: (action) => [`ses:${action} mail`],
};

/** @throws Error for a client that no service has */
export const rightsOfCall = (client: string, command: string, input: object): Right[] => {
  const rights = services[client];
  if (!rights)
    throw new Error(`${client}: which rights does ${command} need? Say so in test/support/rights-of-call.ts`);
  return rights(command.replace(/Command$/, ''), input as Input);
};
