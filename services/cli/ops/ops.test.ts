// The command as an operator runs it, on a real AWS whose queues nobody consumes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrderId, placeOrder } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { placedOrder, putOrder } from '#test/stored-order.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { main } from '../ops.ts';
import { createRecorder } from '../testing/recorder.ts';
import type { Terminal } from './terminal.ts';

let aws: TestAws;
let tools: ReturnType<typeof createQueueTools>;
beforeAll(async () => {
  aws = await startTestAws();
  tools = createQueueTools(aws.runtime);
});
afterAll(() => aws.stop());

const nowhere = 'http://127.0.0.1:1';
const endpoints = ({ messaging = '', dynamo = '' } = {}) => ({
  AWS_ENDPOINT_URL_SQS: messaging || aws.variables.AWS_ENDPOINT_URL_SQS,
  AWS_ENDPOINT_URL_DYNAMODB: dynamo || aws.variables.AWS_ENDPOINT_URL_DYNAMODB,
});
const local = () => ({
  messaging: aws.variables.AWS_ENDPOINT_URL_SQS ?? '',
  dynamo: aws.variables.AWS_ENDPOINT_URL_DYNAMODB ?? '',
});

/** Runs the command; `out` and `err` are what it printed. */
const run = async (line: string, change: Partial<Terminal> = {}) => {
  const { printed, ...output } = createRecorder();
  const exitCode = await main(line.split(' '), {
    ...output,
    interrupted: new AbortController().signal,
    variables: endpoints(),
    local: { messaging: nowhere, dynamo: nowhere },
    ...change,
  });
  return { exitCode, ...printed };
};

/** Puts a message of this queue among its dead letters; resolves with its orderId. */
const bury = async (queue: string, body?: string): Promise<string> => {
  const subject = newOrderId();
  const message = JSON.stringify({
    type: 'ShipmentPrepared',
    subject,
    data: { carrier: 'UPS', trackingNumber: '1Z' },
  });
  const failure = {
    failureReason: 'Permanent: never',
    failedReceives: '5',
    failedAt: '2026-11-20T12:00:00.000Z',
  };
  await tools.sendBody(`${queue}-dlq`, body ?? message, { ...failure, failedMessageId: `was-${subject}` });
  return subject;
};

describe('the AWS that it talks to', () => {
  it('is said first, and is the one on this machine where no other is named', async () => {
    const { exitCode, out, err } = await run('queues', { variables: {}, local: local() });
    expect(err).toBe(`AWS: ${local().messaging} (local)\n`);
    expect(out).toMatch(/^QUEUE +WAITING +IN FLIGHT +DELAYED +DEAD LETTERS +OF THESE HELD\norder-queue +0 /);
    expect(exitCode).toBe(0);
  });

  it('is the one on this machine, and not AWS, where there are credentials and one runs here', async () => {
    const variables: Record<string, string> = { AWS_PROFILE: 'work' };
    const { exitCode, err } = await run('queues', { variables, local: local() });
    expect(err).toContain('see --aws\n');
    expect(err).toContain(`AWS: ${local().messaging} (local)\n`);
    expect([exitCode, variables.AWS_PROFILE]).toEqual([0, undefined]);
  });

  it('that does not answer is said to be away, with the way out', async () => {
    const { exitCode, err } = await run('queues', { variables: {} });
    expect(err).toMatch(
      /^AWS: http:\/\/127\.0\.0\.1:1 \(local\)\nIt cannot be reached: .*Start Waybill with `npm start`/,
    );
    expect(exitCode).toBe(3);
  });

  it('that has no such queues is not the right one', async () => {
    const { exitCode, err } = await run('queues', {
      variables: { ...endpoints(), RESOURCE_PREFIX: 'other-' },
    });
    expect(err).toMatch(
      /resources other-\*\nThere is no queue other-order-queue in this AWS: .*RESOURCE_PREFIX/,
    );
    expect(exitCode).toBe(1);
  });

  it('of which a part is away ends the command likewise', async () => {
    const { exitCode } = await run('audit', { variables: endpoints({ dynamo: nowhere }) });
    expect(exitCode).toBe(3);
  });
});

describe('wrong usage', () => {
  it.each([
    ['frobnicate', /Which command\? One of: queues, dlq, redrive, discard, resume, audit/],
    ['dlq', /dlq takes list or show/],
    ['dlq list nope', /There is no queue 'nope'/],
    ['redrive --rate fast', /--rate takes a whole number/],
    ['discard payment-queue --only abcd', /discard needs --reason/],
    ['queues --colour', /^There is no option --colour\. For all/],
    ['redrive --order', /^--order needs a value\. For all/],
    ['redrive --type nope', /^--type takes a type of message \(PlaceOrder, /],
  ])('%s: says what is right, and touches nothing', async (line, message) => {
    const { exitCode, err, out } = await run(line);
    expect(err).toMatch(message);
    expect(err).toContain('npm run ops -- --help');
    expect([exitCode, out]).toEqual([2, '']);
  });

  it('a variable that is wrong is named', async () => {
    const { exitCode, err } = await run('queues', { variables: { ...endpoints(), PORT: 'x' } });
    expect([exitCode, err]).toEqual([2, expect.stringContaining('/PORT')]);
  });

  it('--help explains every command, and every exit code', async () => {
    const { exitCode, out } = await run('--help');
    for (const word of ['queues', 'dlq show', 'redrive', 'discard', 'resume', 'audit', 'Exit codes'])
      expect(out).toContain(word);
    expect(exitCode).toBe(0);
  });
});

describe('dead letters', () => {
  it('are listed with their reason, and shown one by one', async () => {
    const subject = await bury('shipping-queue');
    const list = await run('dlq list shipping-queue');
    expect(list.out).toContain('shipping-queue: 1 dead letter\n');
    expect(list.out).toMatch(new RegExp(`2026-11-20 12:00:00Z +ShipmentPrepared +${subject} +5 +never\n`));
    expect(list.out).toContain('    Permanent: never\n');
    const one = await run(`dlq show was-${subject.slice(0, 20)}`);
    expect(one.out).toMatch(/Queue +shipping-queue\n/);
    expect(one.out).toContain('"carrier": "UPS"');
    expect([list.exitCode, one.exitCode]).toEqual([0, 0]);
    expect(JSON.parse((await run(`dlq list --order ${subject} --json`)).out)).toMatchObject({
      deadLetters: [{ subject, failureReason: 'Permanent: never' }],
      mayBeMore: false,
    });
  });

  it('that may hold personal data show them only when asked to', async () => {
    const order = placeOrder();
    const id = `was-${await bury('order-queue', JSON.stringify(order))}`;
    const { out } = await run(`dlq show ${id}`);
    expect(out).toContain('--with-body shows it');
    expect(out).not.toContain('John');
    expect((await run(`dlq show ${id} --with-body`)).out).toContain('John Doe');
  });

  it('that are not there are said to be not there', async () => {
    const { exitCode, err } = await run('dlq show order-queue ffff');
    expect([exitCode, err]).toEqual([1, expect.stringContaining('There is no message ffff')]);
    expect((await run('dlq list payment-queue')).out).toMatch(
      /^No dead letters, unless .* npm run ops -- queues/,
    );
  });
});

describe('a redrive', () => {
  it('finds the queue of a message by itself; dry, it moves nothing; then it does, once', async () => {
    const subject = await bury('inventory-queue');
    const line = `redrive --only was-${subject} --as alice`;
    const dry = await run(`${line} --dry-run`);
    expect(dry.out).toMatch(
      /would move .*\n {4}Permanent: never\ninventory-queue: 1 of 1 would move. Nothing was moved.\n/,
    );
    const real = await run(line);
    expect(real.out).toMatch(/redriven .*\ninventory-queue: 1 redriven, 0 failed, 0 left.\n/);
    const [message] = await tools.receive('inventory-queue', 1);
    expect(message?.Body).toContain(subject);
    expect([dry.exitCode, real.exitCode, (await run(line)).exitCode]).toEqual([0, 0, 1]);
    expect((await run('audit')).out).toMatch(/alice +redrive +inventory-queue .* done/);
  });

  it('without a queue is of all queues; a limit is that of all together', async () => {
    const ids = [await bury('order-status-queue'), await bury('notification-queue')];
    const first = JSON.parse((await run('redrive --type ShipmentPrepared --limit 1 --json --dry-run')).out);
    expect(first).toMatchObject({ dryRun: true, interrupted: false, reports: [{ messages: [{}] }] });
    const type = 'redrive --type ShipmentPrepared --rate 100 --json';
    const { reports } = JSON.parse((await run(type)).out);
    const moved = reports.flatMap(({ messages }: { messages: { subject: string }[] }) => messages);
    expect(moved.map(({ subject }: { subject: string }) => subject)).toEqual(expect.arrayContaining(ids));
    expect((await run(type)).out).toContain('"reports": []');
  });

  it('that cannot be recorded fails, saying so, and leaves the message', async () => {
    const subject = await bury('payment-queue');
    const variables = endpoints({ dynamo: nowhere });
    const { exitCode, out } = await run(`redrive payment-queue --only was-${subject}`, { variables });
    expect(out).toMatch(/FAILED .*\n {4}Not moved, because it could not be recorded/);
    expect(exitCode).toBe(1);
    const discarded = await run(`discard payment-queue --only was-${subject} --reason tidy`);
    expect(discarded.out).toContain('payment-queue: 1 discarded, 0 failed, 0 left.');
  });

  it('that is interrupted says so', async () => {
    const interrupted = AbortSignal.abort();
    const { exitCode, err } = await run('redrive payment-queue', { interrupted });
    expect([exitCode, err]).toEqual([130, expect.stringContaining('Interrupted')]);
  });
});

describe('dead letters that somebody else holds', () => {
  const held = 'shipping-queue: 1 is held by somebody else, for up to a minute.\n';

  it('are counted, whatever is asked for', async () => {
    await bury('shipping-queue');
    const [message] = await tools.receive('shipping-queue-dlq', 1);
    expect(message).toBeDefined();
    const list = await run('dlq list shipping-queue');
    expect(list.out).toBe(`No dead letters that can be seen now.\n${held}`);
    expect((await run('redrive shipping-queue')).out).toBe(`Nothing to move.\n${held}`);
    expect((await run('redrive --type PutProduct')).out).toBe(`Nothing to move.\n${held}`);
    const seen = await bury('shipping-queue');
    const discarded = await run(`discard shipping-queue --only was-${seen} --reason tidy`);
    expect(discarded.out).toContain(`shipping-queue: 1 discarded, 0 failed, 0 left.\n${held}`);
    expect((await run('redrive shipping-queue --json')).out).not.toContain('held');
  });
});

describe('a resumption', () => {
  it('says where the order stands, and is recorded in the name of who asked', async () => {
    const orderId = newOrderId();
    await putOrder(aws.runtime, placedOrder(orderId));
    const { exitCode, out } = await run(`resume ${orderId} --as bob --reason stuck`);
    expect(out).toBe(`Order ${orderId} stands at RECEIVED. Resumption accepted for processing.\n`);
    expect(exitCode).toBe(0);
    const { records } = JSON.parse((await run('audit --limit 1 --json')).out);
    expect(records).toMatchObject([{ actor: 'bob', action: 'resume', subject: orderId, reason: 'stuck' }]);
  });

  it('of an order that is not there names the way out', async () => {
    const { exitCode, err } = await run(`resume ${newOrderId()}`);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('redrive that')]);
  });
});
