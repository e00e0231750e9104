// Text in columns, and times as people read them. Pure.

type Column = { title: string; align?: 'left' | 'right' };

/** Lines, each ending in a newline; a last column on the left is not padded. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines.map((cells) => `${lineOf(columns, widths, cells)}\n`).join('');
};

const lineOf = (columns: readonly Column[], widths: readonly number[], cells: readonly string[]): string =>
  columns
    .map(({ align }, index) => {
      const [cell = '', width = 0] = [cells[index], widths[index]];
      return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();

/** '2026-11-20T12:09:11.123Z' → '2026-11-20 12:09:11Z' */
export const shortTime = (iso: string | undefined): string =>
  iso === undefined ? '' : `${iso.slice(0, 19).replace('T', ' ')}Z`;

/** 1, 'dead letter' → '1 dead letter' */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What others wrote must not steer the terminal. */
export const printable = (text: string): string => text.replace(/\p{C}+/gu, ' ');

/** Of what was typed, as much as it takes to find it again. */
export const shown = (typed: string): string => {
  const text = printable(typed);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
