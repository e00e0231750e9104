// Conformance: what Waybill relies on in SES v2.
import { randomUUID } from 'node:crypto';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { expect, it, type TestContext } from 'vitest';
import { describeAws, type System } from './describe-aws.ts';
import { sender } from './targets.ts';

const mailTo = (address: string, subject: string) =>
  new SendEmailCommand({
    FromEmailAddress: `Waybill <${sender}>`,
    Destination: { ToAddresses: [address] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: 'text' }, Html: { Data: '<p>html</p>' } },
        Headers: [{ Name: 'X-Order-Id', Value: 'order-1' }],
      },
    },
    EmailTags: [
      { Name: 'orderId', Value: 'order-1' },
      { Name: 'mail', Value: 'confirmation' },
    ],
  });

const needsMail = ({ skip }: Pick<TestContext, 'skip'>, { noMail }: System) => skip(Boolean(noMail), noMail);

describeAws('the mail', (system) => {
  it('is taken, and named', async (context) => {
    needsMail(context, system());
    const { MessageId } = await system().aws.ses.send(mailTo('john.doe@example.com', 'Taken'));
    expect(MessageId).toEqual(expect.stringMatching(/./));
  });

  it('arrives once, with its subject, at its address', async (context) => {
    const { aws, mails } = system();
    needsMail(context, system());
    context.skip(!mails, 'nobody can look into its mailbox from here');
    const subject = `Order ${randomUUID()}`;
    await aws.ses.send(mailTo('jane.doe@example.com', subject));
    const arrived = await mails?.();
    expect(arrived?.filter((mail) => mail.subject === subject)).toEqual([
      { to: 'jane.doe@example.com', subject },
    ]);
  });

  it('is refused for an address without a domain', async (context) => {
    needsMail(context, system());
    system().knownToDeviate(context, { embedded: 'aws-ses-v2-local takes any address' });
    const attempt = system().aws.ses.send(mailTo('nobody', 'Refused'));
    await expect(attempt).rejects.toThrow();
  });
});
