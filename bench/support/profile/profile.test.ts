import { describe, expect, it } from 'vitest';
import { drawFlameGraph } from './flame-graph.ts';
import { type CpuProfile, moduleOf, stacksOf } from './read-profile.ts';

const frame = (functionName: string, url = '') => ({ functionName, url });
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 6] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('run', 'node:internal/process/task_queues'), children: [4] },
    { id: 4, callFrame: frame('send', 'file:///x/node_modules/@smithy/core/a.js'), children: [5] },
    { id: 5, callFrame: frame('sign', 'file:///x/node_modules/@smithy/core/b.js') },
    { id: 6, callFrame: frame('(garbage collector)') },
  ],
  startTime: 1_000,
  samples: [2, 4, 5, 6, 5],
  timeDeltas: [10, 100, 20, 30, 40],
};

describe('a profile', () => {
  it('is time by modules that call each other; frames of one module are one, and idle time is nobody’s', () => {
    expect(stacksOf(profile, 0)).toEqual([
      { modules: ['node:process', '@smithy/core'], micros: 20 + 30 },
      { modules: ['garbage collection'], micros: 40 },
    ]);
  });

  it('counts from a moment on', () => {
    expect(stacksOf(profile, 1_125)).toEqual([
      { modules: ['node:process', '@smithy/core'], micros: 30 },
      { modules: ['garbage collection'], micros: 40 },
    ]);
  });

  it.each([
    ['file:///x/node_modules/a/node_modules/@b/c/d.js', '@b/c'],
    ['file:///x/services/payment/worker.ts', 'services/payment'],
    ['file:///x/services/shared/messaging/poll.ts', 'services/shared/messaging'],
    ['node:internal/crypto/hash', 'node:crypto'],
    ['node:_http_client', 'node:_http_client'],
    ['', 'built-in code'],
  ])('names the module of %s', (url, module) => {
    expect(moduleOf(frame('any', url))).toBe(module);
  });
});

describe('a flame graph', () => {
  const svg = drawFlameGraph('Title', [
    { modules: ['node:process', '@smithy/core'], micros: 750 },
    { modules: ['node:process'], micros: 249 },
    { modules: ['seldom'], micros: 1 },
  ]);

  it('draws callers above what they call, as wide as the time they took', () => {
    expect(svg).toContain('<title>@smithy/core: 75.0%</title><rect x="0.0" y="48" width="899.5"');
    expect(svg).toContain('<title>node:process: 99.9%</title><rect x="0.0" y="28"');
  });

  it('leaves out what would be too narrow to see', () => {
    expect(svg).not.toContain('seldom');
  });
});
