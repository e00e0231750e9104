// What `terraform show -json` says of resources, whichever module they are in. Pure.

// biome-ignore lint/suspicious/noExplicitAny: Terraform's values are looked into freely by tests
type Json = any;

/** Attributes of the resources of a type, by address; not of what is only looked up. */
export const resourcesOf = (rootModule: Json, type: string): Record<string, Json> =>
  Object.fromEntries(
    all(rootModule)
      .filter((one) => one.mode === 'managed' && one.type === type)
      .map(({ address, values }) => [address, values]),
  );

const all = (module: Json): Json[] => [
  ...(module.resources ?? []),
  ...(module.child_modules ?? []).flatMap(all),
];
