// What `npm run order` was asked to do: its command line, read and checked. Pure.
import { parseArgs } from 'node:util';
import type { paymentTokens } from '#contracts/fields.ts';

export type WantedProduct = { productId: string; quantity: number };

export type Options = {
  url: string;
  /** Empty: the first product in stock. */
  products: WantedProduct[];
  quantity: number;
  /** How many orders; only one alone is followed. */
  count: number;
  customerName: string;
  customerEmail: string;
  paymentToken: (typeof paymentTokens)[number] | undefined;
  waitSeconds: number;
  json: boolean;
};

type CommandLine =
  | { kind: 'order'; options: Options }
  | { kind: 'help' }
  | { kind: 'fault'; message: string };

export const usage = `Places an order with a running Waybill and follows it to the mail that the customer gets.

  npm run order -- [options]

  --product p123     what to order; p123=2 for two of it; repeatable (the first product in stock)
  --quantity 2       of each product without a quantity of its own (1)
  --count 3000       so many orders at once, followed by nobody (1)
  --name, --email    the customer (John Doe, john.doe@example.com)
  --decline          the payment is declined
  --timeout          the gateway charges, but its first answer is lost
  --error            the gateway fails twice, then approves
  --outage           the gateway never answers
  --wait 60          seconds to follow the order for (30)
  --url <url>        where Waybill is (http://localhost:8080)
  --json             one JSON object a line, for programs
  --help             this text

Exit codes: 0 ended as asked, 1 ended otherwise or not in time, 2 wrong options, 3 Waybill cannot be reached.
`;

const flags = {
  url: { type: 'string', default: 'http://localhost:8080' },
  product: { type: 'string', multiple: true, default: [] as string[] },
  quantity: { type: 'string', default: '1' },
  count: { type: 'string', default: '1' },
  name: { type: 'string', default: 'John Doe' },
  email: { type: 'string', default: 'john.doe@example.com' },
  decline: { type: 'boolean', default: false },
  timeout: { type: 'boolean', default: false },
  error: { type: 'boolean', default: false },
  outage: { type: 'boolean', default: false },
  wait: { type: 'string', default: '30' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const tokens = {
  decline: 'tok_declined',
  timeout: 'tok_timeout',
  error: 'tok_error',
  outage: 'tok_outage',
} as const;

class Fault extends Error {
  override name = 'Fault';
}

/** Reads the arguments after the program's name; `message` says which one is wrong, and how. */
export const readCommandLine = (args: string[]): CommandLine => {
  try {
    const { values } = parseArgs({ args, options: flags });
    return values.help ? { kind: 'help' } : { kind: 'order', options: optionsOf(values) };
  } catch (error) {
    const isFault = error instanceof Fault || (error instanceof TypeError && 'code' in error);
    if (!isFault) throw error;
    return { kind: 'fault', message: error.message };
  }
};

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];

const optionsOf = (values: Values): Options => {
  const quantity = wholeNumber('--quantity', values.quantity, 1_000);
  return {
    url: urlOf(values.url),
    products: values.product.map((wanted) => productOf(wanted, quantity)),
    quantity,
    count: wholeNumber('--count', values.count, 100_000),
    customerName: values.name,
    customerEmail: values.email,
    paymentToken: tokenOf(values),
    waitSeconds: wholeNumber('--wait', values.wait, 3_600),
    json: values.json,
  };
};

const wholeNumber = (flag: string, value: string, maximum: number): number => {
  const number = /^\d+$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= maximum) return number;
  throw new Fault(`${flag} takes a whole number from 1 to ${maximum}, not '${value}'`);
};

const productOf = (wanted: string, quantity: number): WantedProduct => {
  const [productId = '', own, ...rest] = wanted.split('=');
  if (productId === '' || rest.length > 0) throw new Fault(`--product takes p123 or p123=2, not '${wanted}'`);
  return { productId, quantity: own === undefined ? quantity : wholeNumber('--product p123=', own, 1_000) };
};

const urlOf = (value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href.replace(/\/+$/, '');
  throw new Fault(`--url takes an http or https URL, not '${value}'`);
};

const tokenOf = (values: Values): Options['paymentToken'] => {
  const names = Object.keys(tokens) as (keyof typeof tokens)[];
  const [chosen, ...more] = names.filter((name) => values[name]);
  if (more.length > 0) throw new Fault(`One of --${[chosen, ...more].join(', --')}, not several`);
  return chosen && tokens[chosen];
};
