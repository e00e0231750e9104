// The stack that was applied before the tests ran: where it is, and what Terraform knows of it.
import { readFileSync } from 'node:fs';
import { type Env, readEnv } from '#platform/env.ts';

/** One resource of Terraform's state, of whatever module. */
export type Resource = { address: string; type: string; values: Record<string, unknown> };
type Stack = { env: Env; resources: Resource[] };

type Module = { resources?: Resource[]; child_modules?: Module[] };

const resourcesOf = ({ resources = [], child_modules: children = [] }: Module): Resource[] => [
  ...resources,
  ...children.flatMap(resourcesOf),
];

/** STACK_STATE names a file with the output of `terraform show -json`; the rest of the environment is that of a task. */
const readStack = (): Stack => {
  const { STACK_STATE: file } = process.env;
  if (!file)
    throw new Error('STACK_STATE is not set: run `npm run test:infra`, which applies the stack first');
  const { values } = JSON.parse(readFileSync(file, 'utf8')) as { values: { root_module: Module } };
  return { env: readEnv(process.env), resources: resourcesOf(values.root_module) };
};

export const useStack = (): (() => Stack) => {
  let stack: Stack | undefined;
  return () => {
    stack ??= readStack();
    return stack;
  };
};
