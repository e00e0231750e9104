import { describe, expect, it } from 'vitest';
import { end, sse } from './testing/fake-waybill.ts';
import { run, runAgainst, story, waybillThat } from './testing/run.ts';

describe('a stream that breaks', () => {
  const [first = '', ...others] = story.split(/(?<=\n\n)/);

  it.each(['end', 'break'] as const)('by %s is resumed after the last event', async (how) => {
    const { exitCode, out, asked } = await runAgainst({
      streams: [
        { sends: first, ending: how },
        { sends: others.join('') + end, ending: 'end' },
      ],
    });
    const streams = asked.filter(({ path }) => path.endsWith('/events'));
    expect(streams.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1.0']);
    expect(out.match(/Order received/g)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  it('after its last event has nothing more to say', async () => {
    const { exitCode, out } = await runAgainst({
      streams: [{ sends: story, ending: 'break' }, { status: 204 }],
    });
    expect(out).toMatch(/mail: Your order X\n$/);
    expect(exitCode).toBe(0);
  });

  it('while the order is not stored yet is waited for', async () => {
    const streams = [{ status: 404 }, { status: 503 }, { sends: story + end, ending: 'end' as const }];
    expect((await runAgainst({ streams })).exitCode).toBe(0);
  });

  it('in the middle of an event tells of that event once', async () => {
    const half = Math.floor(story.length / 2);
    const { exitCode, out } = await runAgainst({
      streams: [
        { sends: story.slice(0, half), ending: 'break' },
        { sends: story.slice(first.length) + end, ending: 'end' },
      ],
    });
    expect(out.match(/Order received/g)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });
});

describe('an order that is not done in time', () => {
  it('leaves with where it stands', async () => {
    const { exitCode, err } = await runAgainst(
      { streams: [{ sends: sse({}), ending: 'never' }] },
      '--wait',
      '1',
    );
    expect(err).toBe('After 1 s the order stands at RECEIVED. It goes on without this command.\n');
    expect(exitCode).toBe(1);
  });

  it('leaves with what is wrong with its stream', async () => {
    const { exitCode, err } = await runAgainst({ streams: [{ status: 503 }] }, '--wait', '1');
    expect(err).toContain('nothing is known of it yet (Waybill answered 503)');
    expect(exitCode).toBe(1);
  });
});

it('Ctrl-C ends the waiting at once', async () => {
  const waybill = await waybillThat({ streams: [{ sends: sse({}), ending: 'never' }] });
  const controller = new AbortController();
  const running = run(['--url', waybill.url], controller.signal);
  await waybill.streaming;
  controller.abort();
  expect((await running).exitCode).toBe(130);
});
