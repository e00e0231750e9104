import { describe, expect, it } from 'vitest';
import { readCommandLine } from './options.ts';

const optionsOf = (...args: string[]) => {
  const commandLine = readCommandLine(args);
  return commandLine.kind === 'order' ? commandLine.options : commandLine;
};

it('without options: one of the first product in stock, for John Doe, within 30 seconds', () => {
  expect(optionsOf()).toEqual({
    url: 'http://localhost:8080',
    products: [],
    count: 1,
    quantity: 1,
    customerName: 'John Doe',
    customerEmail: 'john.doe@example.com',
    paymentToken: undefined,
    waitSeconds: 30,
    json: false,
  });
});

it.each([
  ['--decline', 'tok_declined'],
  ['--timeout', 'tok_timeout'],
  ['--error', 'tok_error'],
  ['--outage', 'tok_outage'],
])('%s asks the gateway for %s', (flag, paymentToken) => {
  expect(optionsOf(flag)).toMatchObject({ paymentToken });
});

it('a slash at the end of --url is one too many', () => {
  expect(optionsOf('--url', 'https://shop.example/waybill/')).toMatchObject({
    url: 'https://shop.example/waybill',
  });
});

describe('wrong options are named:', () => {
  it.each([
    { args: ['--colour'], message: /--colour/ },
    { args: ['extra'], message: /extra/ },
    { args: ['--product', 'p1=0'], message: /'0'/ },
    { args: ['--product', '=2'], message: /'=2'/ },
    { args: ['--product', 'p1=2=3'], message: /'p1=2=3'/ },
    { args: ['--quantity', '1.5'], message: /--quantity .* '1\.5'/ },
    { args: ['--quantity', '1001'], message: /1 to 1000/ },
    { args: ['--wait', 'long'], message: /--wait .* 'long'/ },
    { args: ['--url', 'localhost'], message: /--url .* 'localhost'/ },
    { args: ['--url', 'ftp://x'], message: /--url/ },
    { args: ['--decline', '--error'], message: /--decline, --error/ },
  ])('$args', ({ args, message }) => {
    expect(readCommandLine(args)).toEqual({ kind: 'fault', message: expect.stringMatching(message) });
  });
});
