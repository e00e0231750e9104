// The measurements, by the name that --only takes.
import type { BenchContext } from '../context.ts';
import type { Metric } from '../metric.ts';
import { acceptLatency } from './accept-latency.ts';
import { backlog } from './backlog.ts';
import { clientCpu } from './client-cpu.ts';
import { consumers } from './consumers.ts';
import { drain } from './drain.ts';
import { hotSku } from './hot-sku.ts';
import { hotSkuScaling } from './hot-sku-scaling.ts';
import { kill } from './kill.ts';
import { latencyAlone } from './latency-alone.ts';
import { memory } from './memory.ts';
import { messagingCalls } from './messaging-calls.ts';
import { profile } from './profile.ts';
import { requestCost } from './request-cost.ts';
import { writeUnits } from './write-units.ts';

type Measure = (bench: BenchContext) => Promise<Metric[]>;

export const defaultMeasures: Record<string, Measure> = {
  'latency-alone': latencyAlone,
  'write-units': writeUnits,
  'request-cost': requestCost,
  // While the emulators hold little yet: full ones stop now and then to collect garbage.
  'accept-latency': acceptLatency,
  'hot-sku': hotSku,
  // After those: V8 has compiled most of the code by then.
  'messaging-calls': messagingCalls,
  'client-cpu': clientCpu,
  drain,
  kill,
  consumers,
};

/** `kill` alone waits for visibility timeouts. */
export const quickMeasures = Object.keys(defaultMeasures).filter((name) => name !== 'kill');

/** They take long, and are run by name only. */
export const extraMeasures: Record<string, Measure> = {
  memory,
  backlog,
  'hot-sku-scaling': hotSkuScaling,
  profile,
};
