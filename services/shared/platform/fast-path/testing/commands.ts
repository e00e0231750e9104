// For tests: every command of the fast path, with all that Waybill puts into one, and an answer to each.
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { BatchExecuteStatementCommand, BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Aws } from '../../aws.ts';

export const QueueUrl = 'http://sqs.us-east-1.nowhere.invalid/000000000000/order-queue';
const attributes = { type: { DataType: 'String', StringValue: 'Ünïcode & "quotes" = + %' } };
export const publish = new PublishBatchCommand({
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:order-events',
  PublishBatchRequestEntries: [
    { Id: '0', Message: '{"a":"b & c = d + é / \'!()*"}', MessageAttributes: attributes },
    { Id: '1', Message: '{}' },
  ],
});
export const published = (failed: string) =>
  `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>${failed}<Successful>
  <member><MessageId>m</MessageId><Id>0</Id></member></Successful></PublishBatchResult></PublishBatchResponse>`;
export const receive = new ReceiveMessageCommand({
  QueueUrl,
  MaxNumberOfMessages: 10,
  MessageAttributeNames: ['All'],
});

type Call = { name: string; send: (aws: Aws) => Promise<unknown>; answer: string };

/** Every command of the fast path, with an answer to it. */
export const calls: Call[] = [
  {
    name: 'SendMessageBatch',
    send: ({ sqs }) =>
      sqs.send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: [
            { Id: '0', MessageBody: '{"ü":1}', MessageAttributes: attributes, DelaySeconds: undefined },
          ],
        }),
      ),
    answer: '{"Successful":[{"Id":"0","MessageId":"m","MD5OfMessageBody":"x"}],"Failed":[]}',
  },
  {
    name: 'ReceiveMessage',
    send: ({ sqsReceiver }) => sqsReceiver.send(receive),
    answer: `{"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"b","Attributes":{"ApproximateReceiveCount":"1"},
      "MessageAttributes":{"type":{"DataType":"String","StringValue":"OrderCreated"}}}]}`,
  },
  {
    name: 'DeleteMessageBatch',
    send: ({ sqs }) =>
      sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', ReceiptHandle: 'r' }] })),
    answer: '{"Successful":[],"Failed":[{"Id":"0","Code":"ReceiptHandleIsInvalid","SenderFault":true}]}',
  },
  {
    name: 'BatchGetItem',
    send: ({ dynamo }) =>
      dynamo.send(
        new BatchGetCommand({
          RequestItems: {
            OrdersTable: {
              Keys: [{ orderId: 'o1' }, { orderId: 'o2' }],
              ConsistentRead: true,
              ProjectionExpression: '#a',
              ExpressionAttributeNames: { '#a': 'a' },
            },
          },
        }),
      ),
    answer: `{"Responses":{"OrdersTable":[{"orderId":{"S":"o1"},"n":{"N":"1.5"},"l":{"L":[{"M":{"b":{"BOOL":false}}},{"NULL":true}]}}]},
      "UnprocessedKeys":{"OrdersTable":{"Keys":[{"orderId":{"S":"o2"}}],"ConsistentRead":true}}}`,
  },
  {
    name: 'BatchExecuteStatement',
    send: ({ dynamo }) =>
      dynamo.send(
        new BatchExecuteStatementCommand({
          Statements: [
            {
              Statement: 'INSERT …',
              Parameters: ['text', 7, { deep: [true, null, { left: undefined, n: 0 }] }],
            },
            { Statement: 'UPDATE …' },
          ],
        }),
      ),
    answer: `{"Responses":[{"TableName":"T","Item":{"a":{"S":"b"}}},
      {"TableName":"T","Error":{"Code":"ConditionalCheckFailed","Message":"no"}}]}`,
  },
  { name: 'PublishBatch', send: ({ sns }) => sns.send(publish), answer: published('<Failed/>') },
  {
    name: 'SendEmail',
    send: ({ ses }) =>
      ses.send(
        new SendEmailCommand({
          FromEmailAddress: 'a@example.com',
          Destination: { ToAddresses: ['b@example.com'] },
          Content: { Simple: { Subject: { Data: 'é' }, Body: { Text: { Data: 'text' } } } },
        }),
      ),
    answer: '{"MessageId":"ses-1"}',
  },
];
