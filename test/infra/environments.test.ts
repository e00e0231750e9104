// The environments differ in what they choose, and in nothing else.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from '../house/source-files.ts';

const environments = ['dev', 'staging', 'prod'];
const fileOf = (environment: string, file: string): string =>
  read(`infra/environments/${environment}/${file}`);
const settingsOf = (environment: string) => JSON.parse(fileOf(environment, 'settings.json'));

const variables = [...read('infra/stack/variables.tf').matchAll(/^variable "(\w+)"/gm)].map(
  ([, name = '']) => name,
);
/** Given anew with each apply, as variables of the environment. */
const perApply = ['image', 'wait_for_steady_state'];
const outputs = (text: string) => [...text.matchAll(/^output "(\w+)"/gm)].map(([, name = '']) => name);

it('there are three', () => {
  expect(readdirSync('infra/environments').sort()).toEqual(environments.toSorted());
});

describe.each(environments)('%s', (environment) => {
  it('chooses only what the stack lets it choose, under its own name', () => {
    const { region, ...settings } = settingsOf(environment);
    expect(region).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
    expect(settings.environment).toBe(environment);
    expect(variables).toEqual(expect.arrayContaining(Object.keys(settings)));
  });

  it('hands on everything that it may choose, and all outputs', () => {
    const main = fileOf(environment, 'main.tf');
    const handedOn = [...main.matchAll(/local\.settings\.(\w+)/g)].map(([, name = '']) => name);
    expect(variables.filter((name) => !perApply.includes(name) && !handedOn.includes(name))).toEqual([]);
    expect(outputs(fileOf(environment, 'outputs.tf'))).toEqual(outputs(read('infra/stack/outputs.tf')));
  });

  it('is as dev, file by file, but for its name', () => {
    for (const file of ['variables.tf', 'versions.tf', 'outputs.tf'])
      expect(fileOf(environment, file)).toBe(fileOf('dev', file));
    for (const file of ['main.tf', 'backend.tf'])
      expect(fileOf(environment, file).split('\n').slice(1).join('\n').replaceAll(environment, 'dev')).toBe(
        fileOf('dev', file).split('\n').slice(1).join('\n'),
      );
  });
});

it('production stands more than development does', () => {
  const [dev, prod] = [settingsOf('dev'), settingsOf('prod')];
  expect(prod.zones).toBeGreaterThan(dev.zones);
  expect(prod.log_retention_days).toBeGreaterThan(dev.log_retention_days);
  expect(prod.deletion_protection ?? true).toBe(true);
  expect(prod.egress).not.toBe('nat');
  for (const tasks of Object.values(prod.minimum_tasks)) expect(tasks).toBeGreaterThanOrEqual(2);
});
