// Sends one mail by SES, once: whoever calls decides whether to try again.
import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { MailKind } from '#contracts/mail-record.ts';
import type { Env } from '#platform/env.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type SendFailure, sendFailureOf } from './send-failure.ts';
import type { RenderedMail } from './templates/render-mail.ts';

type OutgoingMail = { to: string; orderId: string; kind: MailKind; mail: RenderedMail };
export type SendResult = { outcome: 'sent'; messageId: string } | SendFailure;

/** Resolves, whatever SES does, within `withinMs` milliseconds or when `signal` aborts, if that is earlier. */
export type Mailer = (
  outgoing: OutgoingMail,
  options: { withinMs: number; signal: AbortSignal },
) => Promise<SendResult>;

export const createMailer =
  ({ aws, env, timers }: Pick<Runtime, 'aws' | 'env' | 'timers'>): Mailer =>
  async (outgoing, { withinMs, signal }) => {
    const abortSignal = AbortSignal.any([signal, timers.deadline(withinMs)]);
    try {
      const request = new SendEmailCommand(requestFor(outgoing, env));
      const { MessageId } = await aws.ses.send(request, { abortSignal });
      return { outcome: 'sent', messageId: MessageId ?? 'unknown' };
    } catch (error) {
      return sendFailureOf(error);
    }
  };

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** The tags come back in SES's bounce and complaint events, so that these name the order without an address. */
const requestFor = ({ to, orderId, kind, mail }: OutgoingMail, env: Env): SendEmailCommandInput => ({
  FromEmailAddress: env.MAIL_FROM,
  ...(env.MAIL_CONFIGURATION_SET && { ConfigurationSetName: env.MAIL_CONFIGURATION_SET }),
  Destination: { ToAddresses: [to] },
  Content: {
    Simple: {
      Subject: utf8(mail.subject),
      Body: { Text: utf8(mail.text), Html: utf8(mail.html) },
      Headers: [
        { Name: 'X-Order-Id', Value: orderId },
        { Name: 'X-Entity-Ref-ID', Value: `${orderId}/${kind}` },
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
      ],
    },
  },
  EmailTags: [
    { Name: 'orderId', Value: orderId },
    { Name: 'mail', Value: kind },
  ],
});
