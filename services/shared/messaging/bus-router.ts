// Events go to an EventBridge bus, whose rules match their source, type and outcome. Loaded where ROUTER=eventbridge alone.
import {
  DescribeEventBusCommand,
  PutEventsCommand,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { createBatcher } from '#platform/batcher.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { ServiceName } from '#platform/topology.ts';
import { encodeWhole } from './envelope.ts';
import type { Router } from './router.ts';
import { untilThere } from './until-there.ts';
import { entryErrors } from './wire.ts';

/** Of one call: `less than 256 KB`, which some count in thousands. */
const limits = { entries: 10, bytes: 256_000 };

type Entry = { Source: string; DetailType: string; Detail: string };

/** As EventBridge counts them. */
const bytesOf = ({ Source, DetailType, Detail }: Entry): number =>
  Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);

/** @throws Error when there is no such bus: PutEvents would take every event for it, and drop it */
export const createBusRouter = async (runtime: Runtime, service: ServiceName): Promise<Router> => {
  const client = await runtime.aws.eventBridge();
  const EventBusName = await findBus(runtime);
  const target = `bus ${EventBusName}`;
  const batcher = createBatcher<Entry>({
    target,
    limits,
    bytesOf,
    timers: runtime.timers,
    send: async (entries) => {
      const Entries = entries.map((entry) => ({ ...entry, EventBusName }));
      const result = await client.send(new PutEventsCommand({ Entries }));
      return entryErrors(entries.length, failedOf(entries.length, result.Entries), target);
    },
  });
  return {
    add: (emission, traceparent) =>
      batcher.add({
        Source: `waybill.${service}`,
        DetailType: emission.type,
        Detail: encodeWhole(emission, service, traceparent),
      }),
    drain: batcher.drain,
  };
};

const findBus = async (runtime: Runtime): Promise<string> => {
  const client = await runtime.aws.eventBridge();
  const Name = runtime.aws.eventBus;
  return untilThere(runtime, {
    what: 'bus',
    name: Name,
    missing: 'ResourceNotFoundException',
    look: async () => (await client.send(new DescribeEventBusCommand({ Name }))).Name,
  });
};

/** Outcomes come in the order of the entries, without a name; one that has no id was not taken. */
const failedOf = (count: number, outcomes: PutEventsResultEntry[] = []) =>
  Array.from({ length: count }, (_, index) => ({ Id: String(index), outcome: outcomes[index] }))
    .filter(({ outcome }) => !outcome?.EventId)
    .map(({ Id, outcome }) => ({
      Id,
      Code: outcome?.ErrorCode ?? 'NoOutcome',
      Message: outcome?.ErrorMessage,
    }));
