// The order in which a deployment happens, and the way back when it goes wrong. What each step does is given to it.

export type DeploySteps = {
  /** What runs now; undefined before the first deployment. */
  current: () => Promise<string | undefined>;
  /** Shows what would change; false when somebody said no to it. */
  agree: (image: string) => Promise<boolean>;
  /** What was agreed to. */
  applyAgreed: () => Promise<void>;
  /** Without asking. */
  apply: (image: string) => Promise<void>;
  /** Until every service runs the image. */
  settle: (image: string) => Promise<void>;
  /** An order, from the API to its mail. */
  prove: () => Promise<void>;
  say: (text: string) => void;
  /** Aborts on Ctrl-C: who ends a deployment wants it to end, and nothing goes back. */
  interrupted: AbortSignal;
};

export type Outcome =
  | { kind: 'deployed' }
  /** Nothing was changed. */
  | { kind: 'declined' }
  /** `back`: whether what ran before runs again. */
  | {
      kind: 'failed';
      cause: unknown;
      back: 'not needed' | 'nothing to go back to' | 'done' | { failed: unknown };
    };

/**
 * Applies, waits, proves; when one of these fails, applies the image that ran before, and waits for that. Only the image
 * goes back: what else Terraform changed stays, since tables and queues do not go back.
 */
export const deploy = async (image: string, steps: DeploySteps): Promise<Outcome> => {
  const before = await steps.current();
  if (!(await steps.agree(image))) return { kind: 'declined' };
  try {
    await steps.applyAgreed();
    await steps.settle(image);
    await steps.prove();
    return { kind: 'deployed' };
  } catch (cause) {
    steps.interrupted.throwIfAborted();
    return { kind: 'failed', cause, back: await goBack(before, image, steps) };
  }
};

type Back = Extract<Outcome, { kind: 'failed' }>['back'];

const goBack = async (before: string | undefined, image: string, steps: DeploySteps): Promise<Back> => {
  if (before === undefined) return 'nothing to go back to';
  if (before === image) return 'not needed';
  steps.say(`going back to ${before}\n`);
  try {
    await steps.apply(before);
    await steps.settle(before);
    return 'done';
  } catch (failed) {
    return { failed };
  }
};
