// Reads the arguments of a command by its options, and says in one sentence which of them is wrong. Pure.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { shown } from './table.ts';
import { Fault } from './terminal.ts';

/** As `parseArgs`, which takes three lines for the same. @throws Fault that names the option */
export const parseFlags = <Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> => {
  try {
    return parseArgs(config);
  } catch (error) {
    const fault = faultIn(config);
    throw fault === undefined ? error : new Fault(fault);
  }
};

/** The first fault; undefined where none is known. */
const faultIn = (config: ParseArgsConfig): string | undefined => {
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional' && !config.allowPositionals)
      return `Unexpected argument '${shown(token.value)}'`;
    const fault = token.kind === 'option' ? optionFault(config.options?.[token.name], token) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
};

type Given = { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined };

/** A value that begins with a dash is most likely the next option, before which one was forgotten. */
const optionFault = (
  option: { type: 'string' | 'boolean' } | undefined,
  { rawName, value, inlineValue }: Given,
): string | undefined => {
  if (!option) return `There is no option ${shown(rawName)}`;
  if (option.type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value`;
  if (value === undefined) return `${rawName} needs a value`;
  const isOption = !inlineValue && value.length > 1 && value.startsWith('-');
  return isOption
    ? `${rawName} needs a value; one that starts with a dash is given as ${rawName}=-…`
    : undefined;
};
