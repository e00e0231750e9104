// Where an order's CPU goes: every process profiled while a queue of orders is drained, told by module and drawn as flames.
import { mkdtempDisposableSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { drawFlameGraph } from '../support/profile/flame-graph.ts';
import { type CpuProfile, type Stack, stacksOf } from '../support/profile/read-profile.ts';
import { runQueued } from '../support/queued-run.ts';
import { startSite } from '../support/site.ts';
import { tableOf } from '../support/table.ts';
import { systems } from '../systems.ts';

const shown = 16;

export const profile = async ({ options, say, note, picture }: BenchContext): Promise<Metric[]> => {
  if (!options.systems.includes('waybill')) return [];
  using folder = mkdtempDisposableSync(join(tmpdir(), 'waybill-profile-'));
  const orders = options.quick ? 1_000 : 5_000;
  say(`waybill: profiling ${orders} orders`);
  const stacks = await profileOf(folder.path, orders);
  note(describe(stacks));
  picture({ file: 'flames.svg', svg: drawFlameGraph('Where an order’s CPU goes, by module', stacks) });
  const own = stacks.filter(({ modules }) => modules.at(-1)?.startsWith('services/'));
  return [
    metricOf({
      metric: "client CPU, Waybill's own code",
      unit: '%',
      figures: { waybill: (micros(own) / micros(stacks)) * 100 },
      budget: 'none',
    }),
  ];
};

const micros = (stacks: readonly Stack[]): number => stacks.reduce((sum, one) => sum + one.micros, 0);

/** A process writes its profile when it ends; what it did before the orders were drained does not count. */
const profileOf = async (folder: string, orders: number): Promise<Stack[]> => {
  const site = await startSite(systems.waybill, 1, {
    NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}`,
    RECEIVE_WAIT_SECONDS: '2',
  });
  let since = 0;
  try {
    since = Number(process.hrtime.bigint() / 1_000n);
    await runQueued(site, { kind: 'mixed', orders, latencyMs: 0 });
    await site.fleet.drain();
  } finally {
    await site.stop();
  }
  const profiles = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile,
  );
  return profiles.flatMap((one) => stacksOf(one, since));
};

/** As shares: the profiler's time is the clock's, also while another process has the core. */
const describe = (stacks: readonly Stack[]): string => {
  const self = new Map<string, number>();
  for (const { modules, micros: time } of stacks) {
    const ran = modules.at(-1) ?? '';
    self.set(ran, (self.get(ran) ?? 0) + time);
  }
  const sorted = [...self].sort(([, a], [, b]) => b - a);
  const whole = micros(stacks);
  const row = (name: string, time: number) => [`  ${name}`, `${((time / whole) * 100).toFixed(1)}%`];
  const rest = sorted.slice(shown).reduce((sum, [, time]) => sum + time, 0);
  return tableOf([
    ['what ran, all services together', 'share'],
    ...sorted.slice(0, shown).map(([name, time]) => row(name, time)),
    row('the rest', rest),
  ]);
};
