import { describe, expect, it } from 'vitest';
import { decideSettlement } from './settlement.ts';

describe('whether a payment can be settled', () => {
  it.each([
    ['capture', 'AUTHORIZED', 'settle'],
    ['capture', 'CAPTURED', 'settled'],
    ['capture', 'VOIDED', 'conflict'],
    ['capture', 'DECLINED', 'conflict'],
    ['capture', undefined, 'tooEarly'],
    ['void', 'AUTHORIZED', 'settle'],
    ['void', 'VOIDED', 'settled'],
    ['void', 'CAPTURED', 'conflict'],
    ['capture', 'REFUNDED', 'settled'],
    ['refund', 'CAPTURED', 'settle'],
    ['refund', 'REFUNDED', 'settled'],
    ['refund', 'AUTHORIZED', 'tooEarly'],
    ['refund', 'VOIDED', 'conflict'],
  ] as const)('%s of one that is %s: %s', (settlement, state, decision) => {
    expect(decideSettlement(state, settlement)).toBe(decision);
  });
});
