// `ROUTER=eventbridge docker compose up`: the same containers over a bus, on the emulator that compose.yaml names.
import { ListEventBusesCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { topology } from '#platform/topology.ts';
import { describeSystem } from './support/system.ts';

describeSystem(
  'compose with ROUTER=eventbridge',
  'named',
  (system) => {
    it('builds a bus with a rule for each subscription, and no topic', async () => {
      const { eventBridge, eventBus: EventBusName, sns } = system().runtime.aws;
      const client = await eventBridge();
      const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
      expect(EventBuses.map(({ Name }) => Name).sort()).toEqual(['default', EventBusName].sort());
      const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName }));
      const wanted = topology.subscriptions.map(({ topic, queue }) => `${topic}-to-${queue}`);
      expect(Rules.map(({ Name }) => Name).sort()).toEqual(wanted.sort());
      expect((await sns.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([]);
    });

    // One after the other: moto takes a tenth of a second, or more, for whatever its bus delivers.
    it('carries an order to its mail, and tells of one that is declined', async () => {
      await system().stock({ p1: 10 });
      const accepted: string[] = [];
      for (const paymentToken of ['tok_approved', 'tok_declined'] as const) {
        accepted.push(...(await system().order(1, { paymentToken })));
        await system().untilSettled();
      }
      await system().judge(accepted);
      expect(await system().mailbox()).toHaveLength(2);
    });

    it('has all again when the emulator forgot it', async () => {
      await system().compose('restart', 'aws');
      await system().untilStocked();
      await system().stock({ p2: 10 });
      const accepted = await system().order(1, { productId: 'p2' });
      await system().untilSettled();
      await system().judge(accepted);
    });
  },
  { ROUTER: 'eventbridge' },
);
