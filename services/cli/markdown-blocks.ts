// Figures in documents: each between markers that name it, put there by the command that has them. Pure.

/**
 * The text with every block that it has a place for, and the names of those that it has none for. `maker` is in the
 * markers: <!-- bench:drain --> … <!-- /bench -->.
 */
export const withBlocks = (text: string, blocks: ReadonlyMap<string, string>, maker: string) => {
  const homeless: string[] = [];
  let result = text;
  for (const [name, block] of blocks) {
    const next = withBlock(
      result,
      { begin: `<!-- ${maker}:${name} -->\n`, end: `<!-- /${maker} -->` },
      block,
    );
    if (next === undefined) homeless.push(name);
    else result = next;
  }
  return { text: result, homeless };
};

const withBlock = (
  text: string,
  { begin, end }: { begin: string; end: string },
  block: string,
): string | undefined => {
  const start = text.indexOf(begin);
  const from = start + begin.length;
  const to = text.indexOf(end, from);
  if (start < 0 || to < 0) return undefined;
  return `${text.slice(0, from)}\n${block.trimEnd()}\n\n${text.slice(to)}`;
};
