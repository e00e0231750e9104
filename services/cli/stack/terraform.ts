// Terraform, for one environment. It finds its providers and its state as its own variables and files say.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readOutputs, type Stack } from './outputs.ts';
import { type RunTool, ToolFailed } from './run-tool.ts';
import { accountFolder, folderOf } from './settings.ts';

export type Terraform = {
  /** Undefined while nothing was applied. */
  outputs: () => Promise<Stack | undefined>;
  /** Shows what would change, and keeps it for `applyPlan`. */
  plan: (image: string) => Promise<void>;
  applyPlan: () => Promise<void>;
  /** Without asking: a way back must not wait for somebody. */
  apply: (image: string) => Promise<void>;
  /** Shows what would go; Terraform itself asks, unless `approved`. */
  destroy: (image: string, options: { approved: boolean }) => Promise<void>;
};

type Deps = { runTool: RunTool; interrupted: AbortSignal };

/** Where Terraform keeps what is not for the repository; of this process, or another deployment's plan could be applied. */
const planFile = `.terraform/deploy-${process.pid}.tfplan`;

const plain = process.env.NO_COLOR || !process.stderr.isTTY ? ['-no-color'] : [];

export const createTerraform = (environment: string, { runTool, interrupted }: Deps): Terraform => {
  const folder = folderOf(environment);
  const show = async (verb: string, ...args: string[]): Promise<void> => {
    await runTool('terraform', [`-chdir=${folder}`, verb, ...plain, ...args], { interrupted });
  };
  const init = async () => {
    try {
      await show('init', '-input=false');
    } catch (error) {
      if (!(error instanceof ToolFailed)) throw error;
      throw new ToolFailed(
        `${error.message}. Where the state is, Terraform must be told once: docs/deploy.md`,
      );
    }
  };

  return {
    outputs: async () => {
      // Which Terraform writes once it knows where the state is.
      if (!existsSync(join(folder, '.terraform/terraform.tfstate'))) await init();
      const args = [`-chdir=${folder}`, 'output', '-json'];
      return readOutputs(await runTool('terraform', args, { capture: true, interrupted }));
    },
    plan: async (image) => {
      await init();
      await show('plan', '-input=false', `-var=image=${image}`, `-out=${planFile}`);
    },
    applyPlan: () => show('apply', '-input=false', planFile),
    apply: (image) => show('apply', '-input=false', '-auto-approve', `-var=image=${image}`),
    destroy: async (image, { approved }) => {
      await init();
      await show('destroy', `-var=image=${image}`, ...(approved ? ['-auto-approve', '-input=false'] : []));
    },
  };
};

/** @throws ToolFailed with the way out while nothing was applied */
export const existing = async (terraform: Terraform, environment: string): Promise<Stack> => {
  const stack = await terraform.outputs();
  if (stack) return stack;
  throw new ToolFailed(
    `There is nothing of ${environment} yet: npm run deploy -- --environment ${environment}`,
  );
};

/** Where images go, of infra/account. @throws ToolFailed with the way out before that was applied */
export const repositoryUrl = async ({ runTool, interrupted }: Deps): Promise<string> => {
  const args = [`-chdir=${accountFolder}`, 'output', '-json'];
  const outputs = JSON.parse(await runTool('terraform', args, { capture: true, interrupted })) as {
    registry_url?: { value: string };
  };
  const url = outputs.registry_url?.value;
  if (url === undefined)
    throw new ToolFailed(
      'There is no registry yet: apply infra/account first, as docs/deploy.md says; or give --image',
    );
  return url;
};
