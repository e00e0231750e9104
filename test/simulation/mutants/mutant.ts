// A defect that somebody could make, in one edit.

export type Mutant = {
  name: string;
  file: string;
  /** Must be in the file exactly once: a mutant that no longer fits fails the build. */
  find: string;
  become: string;
  /** It takes two faults at the calls of this service: seeds bring them too seldom. */
  faultsAt?: string;
};
