// `npm run destroy`: an environment with everything in it, orders included. Terraform shows what goes, and asks.
import { parseFlags } from '../ops/parse-flags.ts';
import { exitCodes, Fault } from '../ops/terminal.ts';
import { environmentFlag, type StackCommand, terraformFor } from './command.ts';
import { assertEnvironment, readSettings } from './settings.ts';

export const destroy: StackCommand = async (args, terminal) => {
  const options = { ...environmentFlag, yes: { type: 'boolean', default: false } } as const;
  const { values } = parseFlags({ args, options });
  const environment = assertEnvironment(values.environment);
  if (readSettings(environment).deletion_protection)
    throw new Fault(
      `${environment} is protected from this: set deletion_protection to false in infra/environments/${environment}/settings.json, deploy that, and come back`,
    );
  await terraformFor(environment, terminal).destroy(anyImage, { approved: values.yes });
  terminal.write(`${environment} is gone.\n`);
  return exitCodes.done;
};

/** Terraform asks for the image even where it only removes. */
const anyImage = 'waybill:destroyed';
