// `npm run image`: the services' image of this commit in the registry of the account; prints its digest.
import { parseFlags } from '../ops/parse-flags.ts';
import { exitCodes, writeJson } from '../ops/terminal.ts';
import { createClients } from './clients.ts';
import { environmentFlag, type StackCommand, type StackTerminal } from './command.ts';
import { publishImage, readRepositoryUrl } from './image.ts';
import { readSettings } from './settings.ts';
import { repositoryUrl } from './terraform.ts';

export const image: StackCommand = async (args, terminal) => {
  const options = {
    ...environmentFlag,
    repository: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseFlags({ args, options });
  const published = await imageFor(values.environment, terminal, values.repository);
  if (values.json) writeJson(terminal, { image: published });
  else terminal.write(`${published}\n`);
  return exitCodes.done;
};

/** Built for the environment's processors. `repository`: its URL; without it, what infra/account has made. */
export const imageFor = async (
  environment: string | undefined,
  terminal: StackTerminal,
  repository?: string,
): Promise<string> => {
  const { cpu_architecture } = readSettings(environment);
  const registry = readRepositoryUrl(repository ?? (await repositoryUrl(terminal)));
  const clients = createClients(registry.region);
  const { runTool, interrupted, writeError: say } = terminal;
  try {
    return await publishImage({ ecr: clients.ecr, runTool, say, interrupted }, registry, cpu_architecture);
  } finally {
    clients.close();
  }
};
