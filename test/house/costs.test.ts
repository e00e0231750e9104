// docs/costs.md says what `npm run cost` says now, and `npm run cost` counts what Terraform makes.
import { describe, expect, it } from 'vitest';
import { documentWithCosts } from '../../services/cli/cost.ts';
import { consolidatedTask } from '../../services/cli/cost/shape.ts';
import { interfaceEndpoints, webAclRules } from '../../services/cli/cost/watched.ts';
import { read } from './source-files.ts';

it('docs/costs.md has the tables of now: npm run cost -- --write', () => {
  expect(documentWithCosts()).toBe(read('docs/costs.md'));
});

describe('the bill counts what infra/stack makes', () => {
  it('one task for all workers, of the same size', () => {
    const [, cpu, memory] =
      /consolidated_size = \{ cpu = (\d+), memory = (\d+) \}/.exec(read('infra/stack/services.tf')) ?? [];
    expect({ cpu: Number(cpu), memory: Number(memory) }).toEqual(consolidatedTask);
  });

  it('the same endpoints', () => {
    const block = /aws_services = concat\(([\s\S]*?)\n {2}\)/.exec(read('infra/stack/network.tf'))?.[1] ?? '';
    const named = [...block.matchAll(/"([a-z.]+)"/g)].map(([, name = '']) => name);
    const routed = (['sns', 'eventbridge'] as const).map(interfaceEndpoints);
    expect(new Set(named.filter((name) => name !== 'eventbridge'))).toEqual(new Set(routed.flat()));
  });

  it('as many rules of the firewall', () => {
    const text = read('infra/modules/load-balancer/firewall.tf');
    const managed = text.match(/AWSManagedRules\w+ += \{/g)?.length ?? 0;
    expect(1 + managed).toBe(webAclRules);
  });
});
