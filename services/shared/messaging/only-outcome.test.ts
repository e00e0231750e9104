import { describe, expect, it } from 'vitest';
import { handlerContext } from '../../../test/support/context.ts';
import { newOrderId, paymentProcessed } from '../../../test/support/messages.ts';
import { Permanent } from './errors.ts';
import { onlyOutcome } from './only-outcome.ts';

describe('a handler for one outcome', () => {
  const handled: string[] = [];
  const handler = onlyOutcome<'PaymentProcessed'>('authorized', async ({ subject }) => {
    handled.push(subject);
    return [];
  });

  it('is given messages with that outcome', async () => {
    const message = paymentProcessed();
    await handler(message, handlerContext());
    expect(handled).toEqual([message.subject]);
  });

  it('is kept from any other, which is refused for good', async () => {
    const declined = handler(paymentProcessed(newOrderId(), 'declined'), handlerContext());
    await expect(declined).rejects.toBeInstanceOf(Permanent);
    expect(handled).toHaveLength(1);
  });
});
