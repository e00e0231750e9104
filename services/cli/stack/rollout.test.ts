import type { Service } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { imagesOf } from './deploy.ts';
import { awaitRollout, judgeRollout } from './rollout.ts';
import { replacedBy, type ServiceState, stateOf } from './services.ts';

const image = 'waybill@sha256:new';
const old = 'waybill@sha256:old';
const steady: Service = {
  runningCount: 2,
  desiredCount: 2,
  deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: 'payment:2' }],
};
const rolling: Service = {
  ...steady,
  deployments: [
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', rolloutStateReason: 'in progress' },
    { status: 'ACTIVE', rolloutState: 'COMPLETED' },
  ],
};
const state = (service: Service, runs = image): ServiceState => stateOf('payment', service, runs);

it.each([
  ['steady, with the image', [state(steady)], { kind: 'done' }],
  ['still rolling', [state(steady), state(rolling)], { kind: 'waiting', on: ['payment'] }],
  ['short of tasks', [state({ ...steady, runningCount: 1 })], { kind: 'waiting', on: ['payment'] }],
  ['rolling, from the old image', [state(rolling, old)], { kind: 'waiting', on: ['payment'] }],
])('services that are %s', (_, services, verdict) => {
  expect(judgeRollout(services, image)).toEqual(verdict);
});

it('a rollout that ECS took back looks steady, and has failed', () => {
  const service = { ...steady, events: [{ message: '(service payment) rolled back' }] };
  const verdict = judgeRollout([state(steady), state(service, old)], image);
  expect(verdict).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining(`took payment back to ${old}`),
  });
  expect(verdict).toMatchObject({ why: expect.stringContaining('(service payment) rolled back') });
});

it('a rollout that ECS gave up says why', () => {
  const failed = { status: 'ACTIVE', rolloutState: 'FAILED', rolloutStateReason: 'circuit breaker' } as const;
  const service: Service = { ...rolling, deployments: [...(rolling.deployments ?? []), failed] };
  expect(judgeRollout([state(service)], image)).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('circuit breaker'),
  });
});

it('waits no longer than it was told to, and names what is missing', async () => {
  const waiting = awaitRollout(
    { read: async () => [state(rolling)], say: () => undefined, interrupted: new AbortController().signal },
    { image, seconds: 0 },
  );
  await expect(waiting).rejects.toThrow('After 0 s these are still under way: payment');
});

it('what a rollout that never came up was to replace is what ran before', () => {
  const cutOff = { ...state(rolling), task: 'orders-api', replaces: old };
  expect(imagesOf([state(steady), cutOff])).toEqual([old, image]);
  expect(
    imagesOf([
      { ...state(steady, old), task: 'inventory' },
      { ...state(steady), task: 'orders-api' },
    ]),
  ).toEqual([image, old]);
  expect([replacedBy(rolling)?.rolloutState, replacedBy(steady)]).toEqual(['COMPLETED', undefined]);
});
