import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '#contracts/http-ops.ts';
import { OperationRefused } from './operation-refused.ts';
import { type Selection, select } from './select.ts';

const letter = (messageId: string, more: Partial<DeadLetter> = {}): { letter: DeadLetter } => ({
  letter: { messageId, queue: 'payment-queue', movedBy: 'waybill', failureReason: 'x', redrives: 0, ...more },
});
const letters = [
  letter('aaaa-1', { type: 'OrderCreated', subject: 'o1', failedMessageId: 'was-1' }),
  letter('aaaa-2', { type: 'OrderCreated', subject: 'o2', failedMessageId: 'was-2' }),
  letter('bbbb-3', { type: 'ShipmentPrepared', subject: 'o1' }),
  letter('bbbb'),
];
const selected = (selection: Selection) =>
  select(letters, selection, { queue: 'payment-queue', mayBeMore: false }).map((one) => one.letter.messageId);

describe('a selection', () => {
  it('is all of them unless it says otherwise', () => {
    expect(selected({})).toEqual(['aaaa-1', 'aaaa-2', 'bbbb-3', 'bbbb']);
    expect(selected({ limit: 2 })).toEqual(['aaaa-1', 'aaaa-2']);
  });

  it('is by order, by type, by both', () => {
    expect(selected({ orderId: 'o1' })).toEqual(['aaaa-1', 'bbbb-3']);
    expect(selected({ type: 'OrderCreated' })).toEqual(['aaaa-1', 'aaaa-2']);
    expect(selected({ orderId: 'o1', type: 'OrderCreated' })).toEqual(['aaaa-1']);
    expect(selected({ type: 'orderCreated' })).toEqual([]);
  });

  it('is one by its id, by the id that it had, or by the beginning of either', () => {
    expect(selected({ only: 'aaaa-1' })).toEqual(['aaaa-1']);
    expect(selected({ only: 'was-2' })).toEqual(['aaaa-2']);
    expect(selected({ only: 'bbbb-' })).toEqual(['bbbb-3']);
  });

  it('takes a whole id for what it is, though others begin with it', () => {
    expect(selected({ only: 'bbbb' })).toEqual(['bbbb']);
  });

  it('is refused when an id names several, naming them, or none', () => {
    expect(() => selected({ only: 'aaaa' })).toThrow(/aaaa can mean several messages: aaaa-1, aaaa-2/);
    expect(() => selected({ only: 'cccc' })).toThrow(
      'There is no message cccc in the dead-letter queue of pay',
    );
    expect(() => selected({ only: 'cccc' })).toThrow(OperationRefused);
  });
});
