// The textbook's notification: claims the mail of an order that has ended, sends it, marks it sent.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { consume } from './consumer.ts';
import type { Context, Running } from './context.ts';
import type { Event } from './events.ts';
import { mailFor } from './mail.ts';
import type { Order } from './order-progress.ts';

/** Above what SES may take, below the queue's visibility timeout: what a crash left claimed is free when it comes again. */
const leaseMs = 25_000;

export const start = (context: Context): Promise<Running> =>
  consume(context, 'notification-queue', { OrderCompleted: (event) => notify(context, event) });

const notify = async (context: Context, { orderId, outcome }: Event<'OrderCompleted'>): Promise<void> => {
  const { aws, env } = context;
  if (!outcome) throw new Error(`OrderCompleted of order ${orderId} has no outcome`);
  if (!(await claim(context, orderId))) return;
  const order = await readOrder(context, orderId);
  const { MessageId } = await aws.ses.send(new SendEmailCommand(mailFor(order, outcome, env.MAIL_FROM)));
  await markSent(context, orderId, MessageId);
};

/** False when the mail went out before. @throws Error while another delivery sends it */
const claim = async ({ aws, tableName }: Context, orderId: string): Promise<boolean> => {
  const now = Date.now();
  const command = new PutCommand({
    TableName: tableName('NotificationsTable'),
    Item: { orderId, state: 'SENDING', leaseUntil: now + leaseMs },
    ConditionExpression: 'attribute_not_exists(orderId) OR (#state = :sending AND leaseUntil < :now)',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':sending': 'SENDING', ':now': now },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await aws.dynamo.send(command);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item?.state?.S === 'SENT') return false;
    throw new Error(`Another delivery is sending the mail of order ${orderId}`, { cause: error });
  }
};

/** Events carry no address. */
const readOrder = async ({ aws, tableName }: Context, orderId: string): Promise<Order> => {
  const { Item } = await aws.dynamo.send(
    new GetCommand({ TableName: tableName('OrdersTable'), Key: { orderId }, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`Order ${orderId} is not in OrdersTable`);
  return Item as Order;
};

const markSent = async ({ aws, tableName }: Context, orderId: string, messageId = ''): Promise<void> => {
  const command = new UpdateCommand({
    TableName: tableName('NotificationsTable'),
    Key: { orderId },
    UpdateExpression: 'SET #state = :sent, sentAt = :at, messageId = :messageId REMOVE leaseUntil',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':sent': 'SENT', ':at': new Date().toISOString(), ':messageId': messageId },
  });
  await aws.dynamo.send(command);
};
