// What of a resource's attributes differs from what is wanted. AWS hands JSON attributes back formatted its own way.
import { isDeepStrictEqual } from 'node:util';

type Attributes = Record<string, string>;

/** The attributes to set, to make `current` as `desired` says; those that it does not name are left alone. '' is none. */
export const driftOf = (current: Partial<Attributes>, desired: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(desired).filter(
      ([name, value]) => !isDeepStrictEqual(parsed(current[name] ?? ''), parsed(value)),
    ),
  );

const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
