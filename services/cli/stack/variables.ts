// The variables of the AWS stack as infra/stack/variables.tf declares them: their names, and their defaults. Pure.

export type StackVariable = {
  name: string;
  description: string;
  /** Undefined: none, it must be given. */
  default?: unknown;
};

/** `text` is a file that `terraform fmt` has formatted; defaults of one line are read, which in HCL are nearly JSON. */
export const readVariables = (text: string): StackVariable[] =>
  [...text.matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => {
    const description = lineOf(body, 'description');
    const given = lineOf(body, 'default');
    return {
      name,
      description: description === undefined ? '' : String(JSON.parse(description)),
      ...(given !== undefined && { default: JSON.parse(given) as unknown }),
    };
  });

const lineOf = (body: string, name: string): string | undefined =>
  new RegExp(`^  ${name}\\s+= (.*)$`, 'm').exec(body)?.[1];

export const defaultsIn = (variables: readonly StackVariable[]): Record<string, unknown> =>
  Object.fromEntries(
    variables.filter((one) => one.default !== undefined).map((one) => [one.name, one.default]),
  );
