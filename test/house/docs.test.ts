// The documents and what they speak of: scripts, files and variables that they name are there.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageData } from '#contracts/events.ts';
import { orderStatuses } from '#contracts/order-status.ts';
import { environmentVariables } from '#platform/env.ts';
import { metricNames } from '#platform/metrics.ts';
import { queueNames, serviceNames, tableNames, topicNames } from '#platform/topology.ts';
import { stackVariables } from '../../services/cli/stack/settings.ts';
import type { StackVariable } from '../../services/cli/stack/variables.ts';
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

describe('docs/deploy.md', () => {
  const text = read('docs/deploy.md');
  const variables = stackVariables();

  it('tells of every setting of an environment, with its default', () => {
    const rows = new Map(
      [...text.matchAll(/^\| `(\w+)` \| (.+?) \|/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    const perApply = ['image', 'wait_for_steady_state'];
    const told = variables.filter(({ name }) => !perApply.includes(name));
    expect(Object.fromEntries(told.map(({ name }) => [name, rows.get(name)]))).toEqual(
      Object.fromEntries(told.map((one) => [one.name, defaultAsText(one)])),
    );
    expect(perApply.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('tells of every variable that the workflows read', () => {
    const named = projectFiles('.github/workflows/*.yml').flatMap((path) => [
      ...read(path).matchAll(/vars\.(\w+)/g),
    ]);
    expect(named.map(([, name = '']) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

const defaultAsText = (variable: StackVariable): string => {
  if (!('default' in variable)) return '–';
  if (variable.default === null) return 'none';
  return typeof variable.default === 'string' ? variable.default : JSON.stringify(variable.default);
};
