import { describe, expect, it } from 'vitest';
import type { Received } from '#contracts/events.ts';
import { placeOrder } from '#test/messages.ts';
import { faultIn } from './check-order.ts';

const now = Date.parse('2026-01-03T00:00:00.000Z');
const sound = placeOrder();
type Command = Received<'PlaceOrder'>;

const changed = (
  change: Partial<Command['data']>,
  order: Partial<Command['data']['order']> = {},
): Command => ({
  ...sound,
  data: { ...sound.data, ...change, order: { ...sound.data.order, ...order } },
});
const [first, second] = sound.data.order.lines;

describe('an order that asks to be placed', () => {
  it('is sound as orders-api sends it', () => {
    expect(faultIn(sound, now)).toBeUndefined();
  });

  it.each<[string, Command]>([
    ['its lines do not add up to its total', changed({}, { total: 1 })],
    ['its currency is not USD', changed({}, { currency: 'EUR' })],
    [
      'a product is in two lines',
      changed({}, { lines: [first, first, second].filter((line) => line !== undefined) }),
    ],
    ['it was accepted in the future', changed({ acceptedAt: '9999-12-31T23:59:59.999Z' })],
  ])('is refused when %s', (fault, command) => {
    expect(faultIn(command, now)).toBe(fault);
  });
});
