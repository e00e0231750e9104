// Whether the fast path is worth trying: not for a while after it has failed several times in a row. Otherwise a defect in it, or a
// change at AWS, would silently double every call, and an outage would be met with more calls than the SDK makes.

export type Trust = {
  isGiven: () => boolean;
  /** The fast path got through. */
  confirm: () => void;
  /** It did not; `miss` says what it came to. */
  doubt: (miss: string) => void;
};

type TrustDeps = {
  onDistrust: (miss: string) => void;
  /** Milliseconds, from any beginning. */
  now: () => number;
};

const maxDoubts = 5;
const restMs = 60_000;

export const createTrust = ({ onDistrust, now }: TrustDeps): Trust => {
  let doubts = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    isGiven: () => now() >= restsUntil,
    confirm: () => {
      doubts = 0;
    },
    doubt: (miss) => {
      doubts += 1;
      if (doubts < maxDoubts) return;
      doubts = 0;
      restsUntil = now() + restMs;
      onDistrust(miss);
    },
  };
};
