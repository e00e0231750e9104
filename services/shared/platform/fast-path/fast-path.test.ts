import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DeleteMessageBatchCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../aws.ts';
import { readEnv } from '../env.ts';
import { calls, publish, published, QueueUrl, receive } from './testing/commands.ts';
import { type Recorded, type Reply, startRecordingAws } from './testing/recording-aws.ts';
import { signaturesOf } from './testing/signature-of.ts';

const stops: (() => void)[] = [];
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) stop();
});

const start = async (reply: (request: Recorded) => Reply) => {
  const recording = await startRecordingAws(reply);
  stops.push(recording.stop);
  const log = { warn: vi.fn() };
  const awsThat = (AWS_CALLS: 'fast' | 'sdk', path = '') => {
    const aws = createAws(readEnv({ AWS_ENDPOINT_URL: recording.url + path, AWS_CALLS }), log);
    stops.push(aws.close);
    return aws;
  };
  return { ...recording, log, awsThat };
};

/** What makes two requests the same to AWS. */
const meaningOf = ({ method, path, headers, body }: Recorded) => {
  const isForm = String(headers['content-type']).includes('form');
  return {
    method,
    path,
    type: headers['content-type'],
    target: headers['x-amz-target'],
    token: headers['x-amz-security-token'],
    hash: headers['x-amz-content-sha256'] !== undefined,
    scope: /Credential=\S+?\/\d{8}\/(\S+),/.exec(String(headers.authorization))?.[1],
    body: isForm ? [...new URLSearchParams(body)].sort() : JSON.parse(body),
  };
};

const withoutMetadata = (output: unknown) => ({ ...(output as object), $metadata: undefined });

describe.each(calls)('$name on the fast path', ({ name, send, answer }) => {
  it('says to AWS what the SDK says, and to its caller what the SDK says', async () => {
    const { requests, awsThat } = await start(() => ({ body: answer }));
    const [bySdk, byFastPath] = [await send(awsThat('sdk')), await send(awsThat('fast'))];
    const [sent, sentFast] = requests.map(meaningOf);
    expect(sentFast).toEqual(sent);
    expect(requests).toHaveLength(2);
    if (name === 'PublishBatch')
      expect(byFastPath).toMatchObject({ Successful: [{ Id: '0' }, { Id: '1' }], Failed: [] });
    else expect(withoutMetadata(byFastPath)).toEqual(withoutMetadata(bySdk));
  });

  it('carries the signature that AWS computes for it', async () => {
    const { requests, awsThat } = await start(() => ({ body: answer }));
    await send(awsThat('fast'));
    for (const request of requests) {
      const { given, computed } = signaturesOf(request, 'secret');
      expect(given).toBe(computed);
    }
    expect(requests).toHaveLength(1);
  });

  it('goes to the path of its endpoint', async () => {
    const { requests, awsThat } = await start(() => ({ body: answer }));
    await send(awsThat('fast', '/gateway'));
    expect(requests.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/gateway\//)]);
  });

  it('is given up for the SDK while AWS_CALLS says so', async () => {
    const { requests, awsThat } = await start(() => ({ body: answer }));
    await send(awsThat('sdk'));
    await send(awsThat('fast'));
    expect(requests.map(({ headers }) => headers['user-agent'] !== undefined)).toEqual([true, false]);
  });
});

describe('a call that fails on the fast path', () => {
  const isFast = ({ headers }: Recorded) => headers['user-agent'] === undefined;
  const messages = '{"Messages":[]}';

  it('is sent again by the SDK, whose answer counts', async () => {
    for (const failure of ['hangUp', { status: 503, body: '' }, { body: 'no JSON' }] as const) {
      const { requests, awsThat } = await start((request) =>
        isFast(request) ? failure : { body: messages },
      );
      expect(await awsThat('fast').sqs.send(receive)).toMatchObject({ Messages: [] });
      expect(requests.map(isFast)).toEqual([true, false]);
    }
  });

  it('fails as the SDK says it fails', async () => {
    const refusal = {
      status: 400,
      body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"gone"}',
    };
    const { awsThat } = await start(() => refusal);
    await expect(awsThat('fast').sqs.send(receive)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('is published again where single entries failed, for the SDK to say which', async () => {
    const failed =
      '<Failed><member><Id>1</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member></Failed>';
    const { requests, awsThat } = await start(() => ({ body: published(failed) }));
    const { Failed } = await awsThat('fast').sns.send(publish);
    expect(Failed).toMatchObject([{ Id: '1', Code: 'InternalError' }]);
    expect(requests.map(isFast)).toEqual([true, false]);
  });

  it('has the SDK make the calls of this command for a while after five in a row, and says why', async () => {
    const { requests, log, awsThat } = await start((request) => {
      if (request.body.includes('ReceiptHandle')) return { body: '{"Successful":[{"Id":"0"}]}' };
      return isFast(request) ? { status: 400, body: '{"__type":"ThrottlingException"}' } : { body: messages };
    });
    const { sqs } = awsThat('fast');
    const other = new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', ReceiptHandle: 'r' }] });
    for (let call = 0; call < 7; call += 1) {
      await sqs.send(receive);
      await sqs.send(other);
    }
    expect(requests.filter(isFast)).toHaveLength(5 + 7);
    const told = { command: 'AmazonSQS.ReceiveMessage', miss: '400 ThrottlingException' };
    expect(log.warn.mock.calls).toEqual([[told, expect.any(String)]]);
  });

  it('is not taken for done where something else than SQS answers', async () => {
    const { requests, awsThat } = await start((request) => ({
      body: isFast(request) ? '{}' : '{"Successful":[{"Id":"0","MessageId":"m"}]}',
    }));
    const command = new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', MessageBody: 'b' }] });
    expect(await awsThat('fast').sqs.send(command)).toMatchObject({ Successful: [{ Id: '0' }] });
    expect(requests.map(isFast)).toEqual([true, false]);
  });

  it('has the SDK ask SES again where credentials or the clock are refused, and nothing else', async () => {
    const mail = new SendEmailCommand({ FromEmailAddress: 'a@example.com', Content: {} });
    const refused = { status: 403, body: '{"message":"Signature expired"}' };
    const { requests, awsThat } = await start((request) =>
      isFast(request) ? refused : { body: '{"MessageId":"1"}' },
    );
    expect(await awsThat('fast').ses.send(mail)).toMatchObject({ MessageId: '1' });
    expect(requests.map(isFast)).toEqual([true, false]);
    for (const once of [
      'hangUp',
      { status: 504, body: '<html>' },
      { status: 400, body: '{"__type":"MessageRejected"}' },
    ] as const) {
      const { requests, awsThat } = await start(() => once);
      await expect(awsThat('fast').ses.send(mail)).rejects.toThrow();
      expect(requests).toHaveLength(1);
    }
  });
});
