// Stands in for sqs-consumer, whose timers are its own: receives, has what came processed, deletes what is done with.
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { batchSize, type Polled, type StartPolling } from '#messaging/poll.ts';
import type { Runtime } from '#platform/runtime.ts';

/** `endPolls` ends the long polls that are under way, as a real one ends within seconds. */
export const simulatedPolling =
  (endPolls: () => void): StartPolling =>
  (runtime, polled) => {
    const state = { stopping: false };
    const polling = pollUntilStopped(runtime, polled, state);
    return {
      stop: async () => {
        state.stopping = true;
        endPolls();
        await polling;
      },
    };
  };

const pollUntilStopped = async (runtime: Runtime, polled: Polled, state: { stopping: boolean }) => {
  while (!state.stopping) {
    const isOpen = await polled.gate.pass().then(
      () => true,
      () => false,
    );
    if (isOpen) await pollOnce(runtime, polled);
  }
};

/** As sqs-consumer does: one delete for the messages that `processReceive` returns, and failures for the gate. */
const pollOnce = async ({ aws, env }: Runtime, { queueUrl, gate, processReceive }: Polled) => {
  try {
    const { Messages = [] } = await aws.sqsReceiver.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: env.RECEIVE_WAIT_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    gate.receiveSucceeded();
    const done = Messages.length > 0 ? await processReceive(Messages) : [];
    if (done.length > 0) await aws.sqs.send(deletion(queueUrl, done));
  } catch {
    gate.receiveFailed();
  }
};

const deletion = (QueueUrl: string, messages: readonly Message[]) =>
  new DeleteMessageBatchCommand({
    QueueUrl,
    Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
  });
