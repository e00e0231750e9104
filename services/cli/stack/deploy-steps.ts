// The order in which a deployment happens, and the way back when it goes wrong. What each step does is given to it.

export type DeploySteps = {
  /** The images that services have now; the first is the one to go back to. None before the first deployment. */
  running: () => Promise<readonly string[]>;
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
      back: 'not needed' | 'nothing to go back to' | 'done' | { overtakenBy: string } | { failed: unknown };
    };

/**
 * Applies, waits, proves; when one of these fails, applies the image that ran before, and waits for that. Only the image
 * goes back: what else Terraform changed stays, since tables and queues do not go back. What somebody else has deployed
 * meanwhile is left alone: a plan that has become stale, or a lock, is a failure too.
 */
export const deploy = async (image: string, steps: DeploySteps): Promise<Outcome> => {
  const before = await steps.running();
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

const goBack = async (before: readonly string[], image: string, steps: DeploySteps): Promise<Back> => {
  const [target] = before;
  if (target === undefined) return 'nothing to go back to';
  if (target === image) return 'not needed';
  try {
    const overtakenBy = (await steps.running()).find((one) => one !== image && !before.includes(one));
    if (overtakenBy !== undefined) return { overtakenBy };
    steps.say(`going back to ${target}\n`);
    await steps.apply(target);
    await steps.settle(target);
    return 'done';
  } catch (failed) {
    return { failed };
  }
};
