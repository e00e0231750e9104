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

const sends = 2_000;
const atOnce = 10;

/** Microseconds of CPU that one send takes on this machine. */
export const cpuOfBareSend = async (site: Site): Promise<number> => {
  const target = await bareSendTarget(site);
  const sender = startCustomers();
  try {
    await sender.call('sendAll', target, sends, atOnce);
    const before = cpuMsOf(sender.pid);
    await sender.call('sendAll', target, sends, atOnce);
    return ((cpuMsOf(sender.pid) - before) * 1_000) / sends;
  } finally {
    await sender.stop();
  }
};
