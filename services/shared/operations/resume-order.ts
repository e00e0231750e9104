// Asks for an order to be taken up again where it stands, on behalf of an operator who does not want to wait.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Emission } from '#contracts/events.ts';
import type { Resumed } from '#contracts/http-ops.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { encode, messageId } from '#messaging/envelope.ts';
import { attributesOf } from '#messaging/wire.ts';
import { messageOf } from '#platform/error-message.ts';
import { timeUuid } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import { storedOrder } from '#platform/stored-order.ts';
import { childTraceparent } from '#platform/trace.ts';
import type { AuditLog } from './audit-log.ts';
import type { Mover } from './move-batch.ts';
import { OperationRefused } from './operation-refused.ts';
import type { QueueUrls } from './queue-urls.ts';

const queue = 'order-queue';

export type ResumeOrder = (request: Mover & { orderId: string; traceparent?: string }) => Promise<Resumed>;

type Deps = { runtime: Pick<Runtime, 'aws' | 'tables' | 'now'>; urlOf: QueueUrls; audit: AuditLog };

/** @throws OperationRefused when there is no such order; what the SDK throws when nothing was sent */
export const createResumeOrder =
  ({ runtime: { aws, tables, now }, urlOf, audit }: Deps): ResumeOrder =>
  async ({ orderId, actor, reason, traceparent }) => {
    const { status } = await knownOrder(tables, orderId);
    const time = now();
    const command: Emission<'ResumeOrder'> = {
      type: 'ResumeOrder',
      subject: orderId,
      at: new Date(time).toISOString(),
      data: { forced: true },
      key: timeUuid(time),
    };
    const { body, attributes } = encode(command, 'operator', childTraceparent(traceparent));
    const MessageAttributes = attributesOf(attributes);
    const QueueUrl = await urlOf(queue);
    const record = await audit.begin({
      actor,
      action: 'resume',
      queue,
      messageId: messageId(command),
      type: command.type,
      subject: orderId,
      ...(reason !== undefined && { reason }),
    });
    const send = new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes });
    const [sent] = await Promise.allSettled([aws.sqs.send(send)]);
    const failure = sent.status === 'rejected' ? `failed: ${messageOf(sent.reason)}` : 'done';
    // Too late to take anything back: a record that cannot be completed says `begun`.
    const [ended] = await Promise.allSettled([audit.end(record, failure)]);
    if (sent.status === 'rejected') throw sent.reason;
    const note = ended.status === 'rejected' ? "; its audit record still says 'begun'" : '';
    return { orderId, status, message: `Resumption accepted for processing${note}` };
  };

const knownOrder = async (tables: Runtime['tables'], orderId: string): Promise<OrderRecord> => {
  const order = await storedOrder(tables.get, orderId);
  if (order) return order;
  throw new OperationRefused(
    'notFound',
    `There is no order ${orderId} in OrdersTable. If its PlaceOrder is a dead letter of ${queue}, redrive that`,
  );
};
