// Whether the fast path is worth trying: not for a while after the SDK has got through several times in a row where it did not.
// Otherwise a defect in it, or a change at AWS, would silently double every call.

type Trust = {
  isGiven: () => boolean;
  /** The fast path got through. */
  confirm: () => void;
  /** It did not, and the SDK did. */
  doubt: () => void;
};

const maxDoubts = 5;
const restMs = 60_000;

/** `now` in milliseconds, from any beginning. */
export const createTrust = ({ onDistrust, now }: { onDistrust: () => void; now: () => number }): Trust => {
  let doubts = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    isGiven: () => now() >= restsUntil,
    confirm: () => {
      doubts = 0;
    },
    doubt: () => {
      doubts += 1;
      if (doubts < maxDoubts) return;
      doubts = 0;
      restsUntil = now() + restMs;
      onDistrust();
    },
  };
};
