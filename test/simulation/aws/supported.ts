// The fakes refuse what they do not imitate, by name: an option that is ignored would be a fake that lies.

/** @throws Error naming the members of a command's input that are not `supported` */
export const onlySupports = (command: string, input: object, supported: ReadonlySet<string>): void => {
  for (const name in input)
    if (!supported.has(name) && input[name as keyof typeof input] !== undefined)
      throw new Error(`The fakes do not support ${name} of ${command}`);
};
