import { describe, expect, it } from 'vitest';
import { formatPosition, parsePosition, start } from './timeline-position.ts';

describe('the id of an event', () => {
  it('says how far its client has come', () => {
    expect(parsePosition('12.3')).toEqual({ entries: 12, mails: 3 });
    expect(formatPosition({ entries: 12, mails: 3 })).toBe('12.3');
    expect(parsePosition(formatPosition(start))).toEqual(start);
  });

  it.each(['', '1', '1.', '.1', '1.2.3', '-1.0', '1e3.0', ' 1.0', '1.0 ', 'x.y', '9999999.0'])(
    'does not look like %j',
    (id) => expect(parsePosition(id)).toBeUndefined(),
  );
});
