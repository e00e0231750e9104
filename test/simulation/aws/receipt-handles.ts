// Receipt handles: which delivery of which message they stand for. A new one comes with each receive.
import { invalidHandle } from './queue-errors.ts';
import type { Queue, QueuedMessage } from './queue-store.ts';

export const handleOf = (queue: Queue, { sequence, receives }: QueuedMessage): string =>
  `${queue.name}:${sequence}:${receives}`;

/**
 * The message, if the handle is that of its latest delivery and it is still there.
 * @throws ReceiptHandleIsInvalid for what this queue has never given out
 */
export const messageOf = (queue: Queue, handle: string | undefined): QueuedMessage | undefined => {
  const [name, sequence = '', receives = ''] = (handle ?? '').split(':');
  if (name !== queue.name || receives === '') throw invalidHandle();
  const message = queue.messages.get(Number(sequence));
  return message?.receives === Number(receives) ? message : undefined;
};
