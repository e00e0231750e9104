// What an environment has chosen: infra/environments/<name>/settings.json over the defaults of infra/stack/variables.tf.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../ops/terminal.ts';
import { defaultsIn, readVariables, type StackVariable } from './variables.ts';

const infra = join(import.meta.dirname, '../../../infra');
const environments = join(infra, 'environments');
export const accountFolder = join(infra, 'account');

/** Those that costs depend on, by the names that Terraform has for them. */
export type Settings = {
  environment: string;
  cpu_architecture: 'ARM64' | 'X86_64';
  zones: number;
  egress: 'nat' | 'nat-per-zone' | 'endpoints';
  minimum_tasks: Record<string, number>;
  consolidated: boolean;
  spot: boolean;
  router: 'sns' | 'eventbridge';
  log_retention_days: number;
  deletion_protection: boolean;
  slack_alarms: boolean;
};

export const stackVariables = (): StackVariable[] =>
  readVariables(readFileSync(join(infra, 'stack/variables.tf'), 'utf8'));

export const environmentNames = (): string[] =>
  readdirSync(environments, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(settingsOf(entry.name)))
    .map(({ name }) => name);

export const folderOf = (environment: string): string => join(environments, environment);
const settingsOf = (environment: string): string => join(folderOf(environment), 'settings.json');

/** @throws Fault that lists the environments when there is none of this name */
export const assertEnvironment = (name: string | undefined): string => {
  const names = environmentNames();
  if (name !== undefined && names.includes(name)) return name;
  throw new Fault(
    name === undefined
      ? `Which environment? --environment takes one of ${names.join(', ')}`
      : `There is no environment '${name}' in infra/environments: --environment takes one of ${names.join(', ')}`,
  );
};

/** Terraform checks the values when it plans. @throws Fault as above */
export const readSettings = (name: string | undefined): Settings => {
  const environment = assertEnvironment(name);
  const chosen = JSON.parse(readFileSync(settingsOf(environment), 'utf8')) as object;
  return { ...defaultsIn(stackVariables()), ...chosen, environment } as Settings;
};
