import { expect, it } from 'vitest';
import { billedRequests, callOf } from './calls.ts';

const request = (change: object) => ({
  method: 'POST',
  path: '/',
  headers: {},
  body: Buffer.from(''),
  ...change,
});

it('reads the action from the header of SQS and DynamoDB, the form of SNS, the path of SES', () => {
  const headers = { 'x-amz-target': 'AmazonSQS.SendMessageBatch' };
  expect(callOf('sqs', request({ headers }))).toEqual({ service: 'sqs', action: 'SendMessageBatch' });
  const body = Buffer.from('Action=PublishBatch&Version=2010-03-31&TopicArn=arn');
  expect(callOf('sns', request({ body }))).toEqual({ service: 'sns', action: 'PublishBatch' });
  const path = '/v2/email/outbound-emails';
  expect(callOf('ses', request({ path }))).toEqual({ service: 'ses', action: 'SendEmail' });
});

it('calls what it does not know by its path', () => {
  expect(callOf('ses', request({ method: 'GET', path: '/store' })).action).toBe('GET /store');
});

it('charges a request for every 64 KiB, of what is sent or of what is received', () => {
  expect(billedRequests(0, 0)).toBe(1);
  expect(billedRequests(65_536, 10)).toBe(1);
  expect(billedRequests(65_537, 10)).toBe(2);
  expect(billedRequests(10, 200_000)).toBe(4);
});
