import { expect, it } from 'vitest';
import { end, type Script, sse } from '../testing/fake-waybill.ts';
import { story, waybillThat } from '../testing/run.ts';
import { proveByOrder, type Smoke } from './smoke.ts';

const completing: Script = { streams: [{ sends: story + end, ending: 'end' }] };
const mailed = {
  id: '3.1',
  type: 'MailSent',
  status: 'PAYMENT_DECLINED',
  detail: { subject: 'Declined' },
} as const;
const declined: Script = {
  streams: [
    {
      sends:
        sse({ title: 'Payment declined', outcome: 'declined', status: 'PAYMENT_DECLINED' }, mailed) + end,
      ending: 'end',
    },
  ],
};

/** What was asked of a Waybill that answers so; rejects when the order does not prove it. */
const prove = async (script: Script, smoke: Smoke) => {
  const waybill = await waybillThat(script);
  const ignore = () => undefined;
  const interrupted = new AbortController().signal;
  await proveByOrder(waybill.url, smoke, { write: ignore, writeError: ignore, interrupted });
  return waybill.asked.filter(({ method }) => method === 'POST').map(({ body }) => body);
};

it('an order that gets to its mail proves it, mailed to the mailbox of SES', async () => {
  expect(await prove(completing, 'full')).toMatchObject([
    { customerEmail: 'success@simulator.amazonses.com' },
  ]);
});

it('a payment that is declined proves it where nothing may leave the shelf', async () => {
  expect(await prove(declined, 'declined')).toMatchObject([{ paymentToken: 'tok_declined' }]);
});

it('an order that ends otherwise proves nothing', async () => {
  await expect(prove(declined, 'full')).rejects.toThrow('did not end as it should');
});

it('none asks for nothing', async () => {
  expect(await prove({}, 'none')).toEqual([]);
});
