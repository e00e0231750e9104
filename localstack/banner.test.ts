// What the banner tells, and what it must not.
import { expect, it } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { banner } from './banner.ts';

const urls = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', OPERATOR_TOKEN: 'local-operator' };
const env = readEnv(urls);
const aws = { origin: 'embedded', mailboxUrl: 'http://127.0.0.1:8005' } as const;
const started = { env, aws, services: ['orders-api'], url: 'http://127.0.0.1:8080', seconds: 1.234 };

it('tells where everything is', () => {
  const text = banner(started, { AWS_ACCESS_KEY_ID: 'local' });
  for (const line of [
    /^Waybill is ready \(1\.2 s\)/m,
    /^ +Storefront +http:\/\/127\.0\.0\.1:8080$/m,
    /^ +Swagger UI +http:\/\/127\.0\.0\.1:8080\/docs$/m,
    /^ +Mailbox +http:\/\/127\.0\.0\.1:8005$/m,
    /^ +Operator +Bearer local-operator$/m,
    /^ +export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:4566$/m,
    /^ +export AWS_REGION=us-east-1 .*AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local$/m,
  ])
    expect(text).toMatch(line);
});

it('shows no token and no key that is not its own', () => {
  const secrets = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  const text = banner({ ...started, env: readEnv({ ...urls, OPERATOR_TOKEN: 'my-own-token' }) }, secrets);
  expect(text).not.toMatch(/AKIAEXAMPLE|secret|my-own-token|local-operator/);
});

it('tells the order script where to go, unless that is where it goes anyway', () => {
  expect(banner(started, {})).toMatch(/npm run order$/m);
  const moved = banner({ ...started, url: 'http://127.0.0.1:8081' }, {});
  expect(moved).toMatch(/npm run order -- --url http:\/\/127\.0\.0\.1:8081$/m);
});

it('says how workers scale, where they do', () => {
  expect(banner({ ...started, scaling: 'by backlog' }, {})).toMatch(/^ +Scaling +by backlog$/m);
  expect(banner(started, {})).not.toContain('Scaling');
});

it('tells of no page that no service serves', () => {
  const text = banner({ ...started, services: ['payment'], url: undefined }, {});
  expect(text).not.toMatch(/Storefront|Swagger|Operator|npm run order/);
});
