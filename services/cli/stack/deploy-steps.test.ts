import { expect, it } from 'vitest';
import { type DeploySteps, deploy } from './deploy-steps.ts';

const [before, wanted] = ['waybill@before', 'waybill@wanted'];

/** What happened, step by step. `fails`: the steps, with their image, that throw. */
const run = async (change: Partial<DeploySteps> = {}, fails: string[] = []) => {
  const log: string[] = [];
  const step = (name: string) => async (image?: string) => {
    const entry = [name, image].filter((part) => part !== undefined).join(' ');
    log.push(entry);
    if (fails.includes(entry)) throw new Error(`${entry} failed`);
  };
  const outcome = await deploy(wanted, {
    running: async () => [before],
    agree: async () => true,
    applyAgreed: step('apply what was agreed to'),
    apply: step('apply'),
    settle: step('settle'),
    prove: step('prove'),
    say: () => undefined,
    interrupted: new AbortController().signal,
    ...change,
  });
  return { outcome, log };
};

it('applies what was agreed to, waits for it, proves it', async () => {
  const { outcome, log } = await run();
  expect(outcome).toEqual({ kind: 'deployed' });
  expect(log).toEqual(['apply what was agreed to', `settle ${wanted}`, 'prove']);
});

it('changes nothing when somebody says no', async () => {
  const { outcome, log } = await run({ agree: async () => false });
  expect([outcome, log]).toEqual([{ kind: 'declined' }, []]);
});

it.each([
  ['an apply that fails', 'apply what was agreed to'],
  ['services that do not come up', `settle ${wanted}`],
  ['an order that does not end as it should', 'prove'],
])('%s brings back what ran before, and waits for that', async (_, failing) => {
  const { outcome, log } = await run({}, [failing]);
  expect(outcome).toMatchObject({ kind: 'failed', back: 'done', cause: { message: `${failing} failed` } });
  expect(log.slice(-2)).toEqual([`apply ${before}`, `settle ${before}`]);
});

it('the first deployment has nothing to go back to', async () => {
  const { outcome, log } = await run({ running: async () => [] }, ['prove']);
  expect(outcome).toMatchObject({ kind: 'failed', back: 'nothing to go back to' });
  expect(log.at(-1)).toBe('prove');
});

it('the image that ran already is not applied again', async () => {
  const { outcome, log } = await run({ running: async () => [wanted] }, ['prove']);
  expect(outcome).toMatchObject({ kind: 'failed', back: 'not needed' });
  expect(log.at(-1)).toBe('prove');
});

it('what somebody else has deployed meanwhile is left alone', async () => {
  const states = [[before], ['waybill@theirs', before]];
  const { outcome, log } = await run({ running: async () => states.shift() ?? [] }, [
    'apply what was agreed to',
  ]);
  expect(outcome).toMatchObject({ kind: 'failed', back: { overtakenBy: 'waybill@theirs' } });
  expect(log).toEqual(['apply what was agreed to']);
});

it('services that a deployment which was cut off left apart all go back to the first of them', async () => {
  const { outcome, log } = await run({ running: async () => [before, 'waybill@older'] }, ['prove']);
  expect(outcome).toMatchObject({ kind: 'failed', back: 'done' });
  expect(log.slice(-2)).toEqual([`apply ${before}`, `settle ${before}`]);
});

it('a way back that fails is told beside the reason for it', async () => {
  const { outcome } = await run({}, ['prove', `apply ${before}`]);
  expect(outcome).toMatchObject({
    cause: { message: 'prove failed' },
    back: { failed: { message: `apply ${before} failed` } },
  });
});

it('whoever ends it in the middle is obeyed: nothing goes back', async () => {
  const stopping = new AbortController();
  const log: string[] = [];
  const ending = run({
    interrupted: stopping.signal,
    settle: async () => stopping.abort(),
    prove: async () => stopping.signal.throwIfAborted(),
    apply: async (image) => {
      log.push(image);
    },
  });
  await expect(ending).rejects.toThrow('aborted');
  expect(log).toEqual([]);
});
