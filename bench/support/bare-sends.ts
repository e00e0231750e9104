// A queue of the harness's own for bare sends by the plain SDK: what everything else is measured by.
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { withAws } from './aws.ts';
import { startCustomers } from './load/load.ts';
import { cpuMsOf } from './process-cpu.ts';
import type { Site } from './site.ts';

/** Through the proxy, as the services send. */
export const bareSendTarget = async ({ direct, variables }: Site) => {
  const queueUrl = await withAws(direct, async ({ sqs }) => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'bare-sends' }));
    return QueueUrl;
  });
  return { endpoint: variables.AWS_ENDPOINT_URL_SQS ?? '', queueUrl };
};

/** By the last it takes two thirds of the CPU that it took by the first, and no less after: the code is compiled. */
const warmUpSends = 12_000;
const sends = 4_000;
const quickShare = 1 / 4;
const atOnce = 10;

/** Microseconds of CPU that one send takes on this machine. */
export const cpuOfBareSend = async (site: Site, { quick }: { quick: boolean }): Promise<number> => {
  const target = await bareSendTarget(site);
  const sender = startCustomers();
  try {
    const share = quick ? quickShare : 1;
    await sender.call('sendAll', target, warmUpSends * share, atOnce);
    const before = cpuMsOf(sender.pid);
    await sender.call('sendAll', target, sends * share, atOnce);
    return ((cpuMsOf(sender.pid) - before) * 1_000) / (sends * share);
  } finally {
    await sender.stop();
  }
};
