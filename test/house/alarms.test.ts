// The alarms and the dashboard of infra/modules, the runbooks, and what the services count: one names the other, or this fails.
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endings } from '#contracts/order-status.ts';
import { metricNames } from '#platform/metrics.ts';
import { projectFiles, read } from './source-files.ts';

const filesOf = (module: string) => projectFiles(`infra/modules/${module}/*.tf`).map(read);
const matches = (texts: readonly string[], pattern: RegExp): string[] =>
  texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found = '']) => found));

const alarms = filesOf('alarms');
const folder = 'docs/runbooks';
const runbooks = readdirSync(folder).filter((name) => name !== 'README.md');

describe('an alarm', () => {
  const named = matches(alarms, /^\s*runbook\s*=\s*"([^"]+)"/gm);

  it('says what it means, and names a runbook that is there', () => {
    const meanings = matches(alarms, /^\s*means\s*=\s*"([^"]+)"/gm);
    expect(named.length).toBeGreaterThan(10);
    expect(meanings).toHaveLength(named.length);
    expect(named.filter((name) => !existsSync(`${folder}/${name}`))).toEqual([]);
  });

  it('has its runbook in the index, and so has every other runbook', () => {
    const index = read(`${folder}/README.md`);
    expect([...named, ...runbooks].filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });

  it('is named in its runbook, which says when it is over', () => {
    const keys = matches(alarms, /^\s*(?:for [^"]*: )?"?([\w${}.-]+)"?\s*(?:=>|=) \{\s*\n\s*means/gm);
    expect(keys).toHaveLength(named.length);
    const nameOf = (key: string) => key.replace(/\$\{[^}]*\}/g, '');
    const silent = keys.filter((key, index) => !read(`${folder}/${named[index]}`).includes(nameOf(key)));
    expect(silent).toEqual([]);
    const endless = [...new Set(named)].filter(
      (name) => !/^## (Over|When it is over|5\. Verify)|It ends/m.test(read(`${folder}/${name}`)),
    );
    expect(endless).toEqual([]);
  });
});

describe('what alarms and dashboard ask of the services', () => {
  const dashboard = filesOf('dashboard');

  it('are metrics that they count', () => {
    const watched = matches(alarms, /namespace\s*=\s*"Waybill", name = "(\w+)"/g);
    const shown = matches(dashboard, /\["Waybill", "(\w+)"/g);
    const steps = matches(dashboard, /^\s*\["(\w+)", "[\w-]+"\],$/gm);
    expect([watched.length, shown.length, steps.length]).toEqual([3, 2, 6]);
    const all = [...watched, ...shown, ...steps];
    expect(all.filter((name) => !(metricNames as readonly string[]).includes(name))).toEqual([]);
  });

  it('are the ways in which an order can end', () => {
    const [list = ''] = matches(dashboard, /outcomes = (\[[^\]]*\])/g);
    expect(JSON.parse(list).sort()).toEqual(Object.values(endings).sort());
  });
});
