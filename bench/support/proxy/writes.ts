// The single writes that a DynamoDB request asks for. Pure.

type Attribute = Record<string, unknown>;
type Item = Record<string, Attribute>;

/** `strings`: the text in its key and, where it brings a whole item, in the item's attributes; of a statement, its texts. */
export type Write = { table: string; strings: string[]; item?: Item };

type Target = { TableName: string; Key?: Item; Item?: Item };
type Statement = { Statement: string; Parameters?: Attribute[] };
type Request = Partial<Target & Statement> & {
  RequestItems?: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
  TransactItems?: Record<string, Target>[];
  Statements?: Statement[];
  TransactStatements?: Statement[];
};

const single = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const many = new Set(['BatchWriteItem', 'TransactWriteItems']);
const statements = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);

/** Whether the request writes, as far as its action and its first statement tell. */
export const isWriting = (action: string, body: string): boolean =>
  single.has(action) || many.has(action) || (statements.has(action) && !/"Statement":"\s*SELECT/i.test(body));

/** In the order in which the request has them. Empty for a request that reads. */
export const writesOf = (action: string, body: string): Write[] => {
  if (!isWriting(action, body)) return [];
  const request = JSON.parse(body) as Request;
  if (single.has(action)) return [ofTarget(request as Target)];
  const { RequestItems = {}, TransactItems = [], Statements = [], TransactStatements = [] } = request;
  return [
    ...Object.entries(RequestItems).flatMap(([table, requests]) =>
      requests.map(({ PutRequest, DeleteRequest }) =>
        ofTarget({ TableName: table, ...PutRequest, ...DeleteRequest }),
      ),
    ),
    ...TransactItems.flatMap((one) => Object.values(one)).map(ofTarget),
    ...[...Statements, ...TransactStatements].map(ofStatement),
    ...(action === 'ExecuteStatement' ? [ofStatement(request as Statement)] : []),
  ];
};

const ofTarget = ({ TableName, Key, Item }: Target): Write => ({
  table: TableName,
  strings: stringsIn(Object.values(Key ?? Item ?? {})),
  ...(Item && { item: Item }),
});

const ofStatement = ({ Statement, Parameters = [] }: Statement): Write => ({
  table: /(?:UPDATE|INTO|FROM)\s+"?([\w.-]+)"?/i.exec(Statement)?.[1] ?? '',
  strings: [...stringsIn(Parameters), ...[...Statement.matchAll(/'([^']*)'/g)].map(([, text = '']) => text)],
});

const stringsIn = (attributes: Attribute[]): string[] =>
  attributes.flatMap(({ S }) => (typeof S === 'string' ? [S] : []));

/** Whether its key names the thing: as a whole, or as one part of `product#p1`. */
export const touches = ({ strings }: Write, name: string): boolean =>
  strings.some((text) => text === name || text.split('#').includes(name));

/** Bytes by DynamoDB's rules, for what a condition refused and nobody else measured. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + attributeBytes(value),
    0,
  );

const attributeBytes = (attribute: Attribute): number => {
  const [[type, value] = []] = Object.entries(attribute);
  if (type === 'S') return Buffer.byteLength(String(value));
  if (type === 'N') return Math.ceil(String(value).length / 2) + 1;
  if (type === 'M') return 3 + itemBytes(value as Item);
  if (type === 'L') return 3 + (value as Attribute[]).reduce((sum, one) => sum + 1 + attributeBytes(one), 0);
  if (type === 'BOOL' || type === 'NULL') return 1;
  return Buffer.byteLength(JSON.stringify(value));
};
