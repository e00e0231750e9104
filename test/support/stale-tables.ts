// Tables of which one, or each, is behind: a look finds its items as the test says, whatever is stored.
import type { Tables } from '#platform/tables.ts';
import type { TableName } from '#platform/topology.ts';

type Looks = { [Table in TableName]?: object | undefined };

/** `looks`: what a look at a table finds, whatever its key; `undefined` for nothing. Other tables are not behind. */
export const behind = (tables: Tables, looks: Looks): Tables => ({
  ...tables,
  look: async (table, key) => (table in looks ? looks[table] : await tables.get(table, key)) as never,
});
