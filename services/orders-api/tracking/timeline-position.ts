// Pure: how far a client has come in a timeline. As text it is an event's id, `entries.mails`, as Last-Event-ID carries it.

/** How many of the order's entries and of its mails a client has. */
export type Position = { entries: number; mails: number };

export const start: Position = { entries: 0, mails: 0 };

/** Undefined for what no event's id looks like. */
export const parsePosition = (id: string): Position | undefined => {
  const match = /^(\d{1,6})\.(\d{1,6})$/.exec(id);
  return match ? { entries: Number(match[1]), mails: Number(match[2]) } : undefined;
};

export const formatPosition = ({ entries, mails }: Position): string => `${entries}.${mails}`;
