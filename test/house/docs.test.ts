// The documents and what they speak of: scripts, files and variables that they name are there.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageData } from '#contracts/events.ts';
import { orderStatuses } from '#contracts/order-status.ts';
import { environmentVariables } from '#platform/env.ts';
import { metricNames } from '#platform/metrics.ts';
import { queueNames, serviceNames, tableNames, topicNames } from '#platform/topology.ts';
import { projectFiles, read } from './source-files.ts';

const documents = projectFiles('*.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script ?? '');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target ?? '',
    );
    expect(links.filter((target) => !existsSync(join(dirname(path), target)))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md');
  it('tells of every service, queue, topic and table', () => {
    const names = [...serviceNames, ...queueNames, ...topicNames, ...tableNames];
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('tells of every message and of every status of an order', () => {
    const names = [...Object.keys(messageData), ...orderStatuses];
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });
});

describe('docs/metrics.md', () => {
  it('tells of every metric that services count', () => {
    const text = read('docs/metrics.md');
    expect(metricNames.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
  });
});

describe('docs/configuration.md', () => {
  const text = read('docs/configuration.md');
  const isTold = (name: string) => text.includes(`\`${name}\``);

  it('tells of every variable that services read', () => {
    expect(environmentVariables.filter((name) => !isTold(name))).toEqual([]);
  });

  it('tells of every variable that compose reads', () => {
    const named = projectFiles('compose*.yaml').flatMap((path) => [...read(path).matchAll(/\$\{(\w+)/g)]);
    expect(named.map(([, name = '']) => name).filter((name) => !isTold(name))).toEqual([]);
  });

  it('tells of every variable that tools and tests read', () => {
    const named = projectFiles('*.ts').flatMap((path) => [
      ...read(path).matchAll(/process\.env\.([A-Z]\w*)/g),
    ]);
    expect(named.map(([, name = '']) => name).filter((name) => !isTold(name))).toEqual([]);
  });
});
