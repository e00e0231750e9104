// docs/costs.md says what `npm run cost` says now, and `npm run cost` counts what Terraform makes.
import { describe, expect, it } from 'vitest';
import { measuredPerOrder } from '../../services/cli/cost/measured.ts';
import { prices } from '../../services/cli/cost/price-list.ts';
import { consolidatedTask } from '../../services/cli/cost/shape.ts';
import { interfaceEndpoints, webAclRules } from '../../services/cli/cost/watched.ts';
import { documentWithCosts } from '../../services/cli/cost.ts';
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

describe('what an order takes', () => {
  const text = read('docs/performance.md');
  const waybills = (metric: string) =>
    Number(new RegExp(`^${metric} +[\\d,.]+ +([\\d,.]+)`, 'm').exec(text)?.[1]?.replaceAll(',', ''));

  it('is what the benchmark says of it: npm run bench -- --write writes both', () => {
    const { sqsRequests, snsPublishes, writeUnits, readUnits, cpuMs } = measuredPerOrder;
    const { sqs, sns, dynamodb } = prices;
    const requests = sqsRequests * sqs.millionRequests + snsPublishes * sns.millionPublishes;
    const units = writeUnits * dynamodb.millionWriteUnits + readUnits * dynamodb.millionReadUnits;
    // Both are rounded to three digits.
    const ratio = (requests + units) / waybills('request cost of a million orders');
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
    expect(cpuMs).toBe(waybills('client CPU per order'));
  });
});
