// SNS's PublishBatch, which is written as a form and answered in XML. Pure.
import type { PublishBatchCommandInput } from '@aws-sdk/client-sns';
import type { Wire } from './wires.ts';

const version = '2010-03-31';

const write: Wire['write'] = (input) => {
  const { TopicArn = '', PublishBatchRequestEntries = [] } = input as PublishBatchCommandInput;
  const fields = [`Action=PublishBatch&Version=${version}&TopicArn=${encodeURIComponent(TopicArn)}`];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) fields.push(`${name}=${encodeURIComponent(value)}`);
  };
  for (const [index, { Id, Message, MessageAttributes = {} }] of PublishBatchRequestEntries.entries()) {
    const entry = `PublishBatchRequestEntries.member.${index + 1}`;
    add(`${entry}.Id`, Id);
    add(`${entry}.Message`, Message);
    for (const [place, [name, { DataType, StringValue }]] of Object.entries(MessageAttributes).entries()) {
      const attribute = `${entry}.MessageAttributes.entry.${place + 1}`;
      add(`${attribute}.Name`, name);
      add(`${attribute}.Value.DataType`, DataType);
      add(`${attribute}.Value.StringValue`, StringValue);
    }
  }
  return {
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: fields.join('&'),
  };
};

const someFailed = /<Failed>\s*<member>/;

/** Where entries failed the SDK publishes again and reads which: a repetition changes nothing for those that were published. */
const read: Wire['read'] = (text, input) => {
  if (someFailed.test(text) || !text.includes('<PublishBatchResult')) return undefined;
  const { PublishBatchRequestEntries = [] } = input as PublishBatchCommandInput;
  return { Successful: PublishBatchRequestEntries.map(({ Id }) => ({ Id })), Failed: [] };
};

export const publishBatch: Wire = { name: 'SNS.PublishBatch', write, read };
