// What can go wrong with a call, and which calls it hits. A seed draws how often each fault comes; a plan can also name
// single faults, to try every point of a run or to find out which faults a violation needs.
import { createRandom, type Random } from '#test/random.ts';

/** Every fault, and how a run tells of it. Add one here; network.ts says what it does. */
export const faultKinds = {
  crashBefore: 'its process dies before the call has any effect',
  crashAfter: 'its process dies when the call has had its effect, and never learns of it',
  refused: 'throttled: an error, and no effect',
  answerLost: 'an effect, but an error for an answer',
  late: 'an error for an answer, and the effect only later',
  repeated: 'the SDK has sent it twice, because the first answer was lost',
  slow: 'the answer takes longer than a handler may',
  partly: 'some entries of a batch are throttled, the others have their effect',
  contended: 'another transaction is at the same item',
  stale: 'what need not be consistent is read as it was a while ago, or is not there yet',
} as const;
export type FaultKind = keyof typeof faultKinds;

/** Faults of the system as a whole, not of one call. */
export type UpheavalKind =
  | 'kill'
  | 'drain'
  | 'duplicate'
  | 'expire'
  | 'replay'
  | 'redrive'
  | 'outage'
  | 'bury'
  | 'forge'
  | 'lose';

export type FaultPlan = {
  /** What hits the call of this number. */
  ofCall: (call: number) => FaultKind | undefined;
  /** Whether the upheaval that is due happens. */
  allows: (upheaval: number) => boolean;
  /** No fault from now on. */
  calm: () => void;
  /** The faults that hit, and the upheavals that happened, each by its key. */
  met: readonly string[];
};

/** Nothing goes wrong. */
const noFaults = (): FaultPlan => ({
  ofCall: () => undefined,
  allows: () => false,
  calm: () => undefined,
  met: [],
});

/** Exactly these, each at its call. */
export const theseFaults = (faults: readonly { call: number; kind: FaultKind }[]): FaultPlan => {
  const kinds = new Map(faults.map(({ call, kind }) => [call, kind]));
  return { ...noFaults(), ofCall: (call) => kinds.get(call) };
};

/** As the seed draws them; with `only`, none but those. */
export const drawnFaults = (seed: number, only?: ReadonlySet<string>): FaultPlan => {
  const random = createRandom(seed, 'faults');
  const rates = [...drawRates(random), drawStale(createRandom(seed, 'stale'))];
  const met: string[] = [];
  let isCalm = false;
  const isMet = (key: string): boolean => {
    if (only && !only.has(key)) return false;
    met.push(key);
    return true;
  };
  return {
    met,
    ofCall: (call) => {
      // Drawn also when calm or left out, so that what follows stays the same.
      const kind = drawKind(random, rates);
      // That reads are stale is no fault that could stop.
      return kind && (!isCalm || kind === 'stale') && isMet(`${kind}@${call}`) ? kind : undefined;
    },
    allows: (upheaval) => !isCalm && isMet(`upheaval@${upheaval}`),
    calm: () => {
      isCalm = true;
    },
  };
};

type Rate = { kind: FaultKind; upTo: number };
type Rates = readonly Rate[];

/** From runs where nearly nothing fails to runs where every fifth call does; in each, some kinds more than others. */
const drawRates = (random: Random): Rates => {
  const total = random.next() ** 2 * 0.2;
  const kinds = (Object.keys(faultKinds) as FaultKind[]).filter((kind) => kind !== 'stale');
  const weights = kinds.map((kind) => ({ kind, weight: random.chance(0.3) ? 0 : random.next() }));
  const sum = weights.reduce((all, { weight }) => all + weight, 0) || 1;
  let upTo = 0;
  return weights.map(({ kind, weight }) => {
    upTo += (weight / sum) * total;
    return { kind, upTo };
  });
};

/** Of the calls that nothing else hits: of those that may read what is stale, up to two in three do. */
const drawStale = (random: Random): Rate => ({
  kind: 'stale',
  upTo: random.chance(0.3) ? 0 : random.next() * (2 / 3),
});

const drawKind = (random: Random, rates: Rates): FaultKind | undefined => {
  const drawn = random.next();
  return rates.find(({ upTo }) => drawn < upTo)?.kind;
};
