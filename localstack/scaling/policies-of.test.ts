// What services/topology.json comes to, for each worker.
import { expect, it } from 'vitest';
import { topology } from '#platform/topology.ts';
import { scalingOf, secondsPerMessageOf, watchedBySurge, workerNames } from './policies-of.ts';

it.each(workerNames)('%s tracks its backlog and its CPU, and answers a surge at the entrance', (worker) => {
  const { latencyGoalSeconds, cpuTargetPercent } = topology.scaling;
  const { policies, min, max } = scalingOf(worker);
  expect({ min, max }).toMatchObject({ min: 1, max: topology.services[worker].scaling.max });
  expect(policies).toMatchObject([
    { name: 'backlog', target: latencyGoalSeconds / secondsPerMessageOf(worker) },
    { name: 'cpu', target: cpuTargetPercent },
    { name: 'surge', threshold: latencyGoalSeconds / secondsPerMessageOf('orders') },
  ]);
});

it('refuses a surge that watches what consumes no queue', () => {
  const rules = { ...topology.scaling, surge: { watches: 'sweeper', steps: [] } };
  expect(() => watchedBySurge(rules)).toThrow('scaling.surge watches sweeper, which consumes no queue');
});
