// What happened in a run, as far as invariants ask for it: what no table tells once the run is over.

export type Published = {
  id: string;
  type: string;
  outcome: string | undefined;
  subject: string;
  body: string;
};

export type History = {
  /** Orders that a customer got a 202 for. */
  accepted: Set<string>;
  /** Every event that a topic took, in its first form, by event id. */
  published: Map<string, Published>;
  /** Events that a topic took again under the same id, but with other content. */
  changed: Published[];
  /** What workers have received, to be sent again. */
  seen: { queue: string; body: string; attributes: Record<string, string> }[];
  /** What workers did that no worker may, in words. */
  offences: string[];
  /** Moments at which the stock was not what it should be, in words. */
  imbalances: string[];
  /** Each claim of a mail that was ever stored, and of which. */
  mailClaims: Map<string, string>;
  /** Mails of which a dispatch told, and that somebody else had claimed. */
  takenOver: string[];
  /** How often a mail may have gone out without anybody knowing: each may cost a mail too many. */
  mailDoubts: number;
  /** What each call was, in words that are the same for every order; filled when it is there. */
  labels?: string[];
  counts: Counts;
};

/** How much a run went through. */
type Counts = {
  calls: number;
  crashes: number;
  faults: number;
  /** Calls that read what may have been so a while ago. */
  stale: number;
  duplicates: number;
  drains: number;
  redriven: number;
  forged: number;
  lost: number;
  resumed: number;
  /** Orders that the sweeper gave up, and that it cancelled because they had expired. */
  escalated: number;
  expired: number;
};

export const createHistory = (): History => ({
  accepted: new Set(),
  published: new Map(),
  changed: [],
  seen: [],
  offences: [],
  imbalances: [],
  mailClaims: new Map(),
  takenOver: [],
  mailDoubts: 0,
  counts: newCounts(),
});

export const newCounts = (): Counts => ({
  calls: 0,
  crashes: 0,
  faults: 0,
  stale: 0,
  duplicates: 0,
  drains: 0,
  redriven: 0,
  forged: 0,
  lost: 0,
  resumed: 0,
  escalated: 0,
  expired: 0,
});

export const recordPublished = (history: History, body: string): void => {
  const { id, type, outcome, subject } = JSON.parse(body) as Published;
  const event = { id, type, outcome, subject, body };
  const first = history.published.get(id);
  if (!first) history.published.set(id, event);
  else if (first.body !== body) history.changed.push(event);
};
