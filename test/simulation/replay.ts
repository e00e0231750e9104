// Redrive of everything: each message that any worker has ever received, twice more, in any order. It must change nothing.
import { type JournalEntry, keysIn } from '#contracts/order-journal.ts';
import { tableNames } from '#platform/topology.ts';
import { createRandom } from '#test/random.ts';
import type { Violation } from './run.ts';
import type { System } from './system.ts';

const promise = 'whatever is delivered again changes nothing';

/** What no repetition may touch; the audit is of actions, not of orders. */
const snapshot = ({ aws }: System): Map<string, string> =>
  new Map(
    tableNames
      .filter((table) => table !== 'AuditTable')
      .map((table) => {
        const items = [...aws.tables.items(table)];
        const kept = table === 'OrderJournalTable' ? namedIn(items as unknown as JournalEntry[]) : items;
        return [table, JSON.stringify(kept, withoutWrites)];
      }),
  );

/** An order that is placed again is entered again, among others, under the same name. */
const namedIn = (entries: readonly JournalEntry[]): string[] => [
  ...new Set(entries.flatMap(keysIn).map(({ createdKey }) => createdKey)),
];

/** How often a product was written, and whether a hold that its reservation names is in it still, means nothing. */
const withoutWrites = (name: string, value: unknown) =>
  name === 'revision' || name === 'holds' ? undefined : value;

export const sendEverythingAgain = async (system: System, violations: Violation[]): Promise<void> => {
  const { aws, history, time, trace } = system;
  const before = snapshot(system);
  const mails = aws.mail.sent.length;
  trace(() => '--- everything that was ever delivered is sent again, twice');
  const random = createRandom(history.seen.length, 'again');
  const all = [...history.seen, ...history.seen];
  for (const { queue, body, attributes } of all)
    time.after(random.next() * 10_000, () => {
      aws.queues.sendRaw(queue, body, attributes);
      system.wakePolls();
    });
  await time.run();
  for (const [table, items] of snapshot(system))
    if (items !== before.get(table)) violations.push({ promise, what: `${table} is not what it was` });
  if (aws.mail.sent.length !== mails)
    violations.push({ promise, what: `${aws.mail.sent.length - mails} mails more` });
};
