// Filter policies of subscriptions, on message attributes: every attribute that is named must have one of its values.

export type Matcher = (attributes: Readonly<Record<string, string>>) => boolean;

type Test = (value: string | undefined) => boolean;

/** @throws Error for an operator that the fakes do not know */
export const compileFilter = (policy: object): Matcher => {
  const rules = Object.entries(policy).map(([name, accepted]) => ({
    name,
    isAccepted: anyOf(name, accepted),
  }));
  return (attributes) => rules.every(({ name, isAccepted }) => isAccepted(attributes[name]));
};

const anyOf = (name: string, accepted: unknown): Test => {
  if (!Array.isArray(accepted)) throw new Error(`The fakes want a list for ${name} in a filter policy`);
  const tests = accepted.map((one) => (typeof one === 'string' ? equals(one) : operator(name, one)));
  return (value) => tests.some((test) => test(value));
};

const equals =
  (wanted: string): Test =>
  (value) =>
    value === wanted;

const operator = (name: string, rule: unknown): Test => {
  const [[kind, argument] = []] = Object.entries(rule ?? {});
  if (kind === 'exists' && typeof argument === 'boolean')
    return (value) => (value !== undefined) === argument;
  if (kind === 'prefix' && typeof argument === 'string')
    return (value) => value?.startsWith(argument) ?? false;
  if (kind === 'anything-but' && Array.isArray(argument))
    return (value) => value !== undefined && !argument.includes(value);
  throw new Error(`The fakes do not know the rule ${JSON.stringify(rule)} for ${name} in a filter policy`);
};
