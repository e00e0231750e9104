// Watches whether the catalogue has changed, while somebody asks: one small read a second, which nobody waits for unless the
// last look is too long ago.

type EditionDeps = {
  /** The edition as it is stored now. */
  read: () => Promise<number>;
  /** Also at the first look. */
  onNewEdition: () => void;
  now: () => number;
};

/** Milliseconds: how old a look may be before another begins, and before what was seen counts no longer. */
type EditionOptions = { lookEveryMs: number; trustedForMs: number };

/** Resolves when a look is recent enough. @throws whatever `read` throws, when none is */
export const createEditionWatch = (
  { read, onNewEdition, now }: EditionDeps,
  { lookEveryMs, trustedForMs }: EditionOptions,
): (() => Promise<void>) => {
  let known: number | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  const look = async () => {
    const began = now();
    const edition = await read();
    if (edition !== known) onNewEdition();
    known = edition;
    lookedAt = began;
  };

  /** A clock that was set back says nothing of the age of a look: then none counts. */
  const ageOfLook = () => (now() < lookedAt ? Number.POSITIVE_INFINITY : now() - lookedAt);
  const lookTogether = () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return async () => {
    if (ageOfLook() < lookEveryMs) return;
    const looked = lookTogether();
    // Whoever comes when no look is recent enough waits for one, and hears of its failure.
    if (ageOfLook() < trustedForMs) looked.catch(() => undefined);
    else await looked;
    // One that others had begun long ago may not be recent either.
    if (ageOfLook() >= trustedForMs) await lookTogether();
  };
};
