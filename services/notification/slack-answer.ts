// What Slack's answer means for a message. Pure. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
import { Permanent, RetryLater } from '#messaging/errors.ts';

/** `retryAfter`: the header, in seconds. `text`: a word or two, such as `no_service`. */
type Answer = { status: number; text: string; retryAfter: string | null };

/** Longer than Slack ever asks for; a header must not hide an alarm for hours. */
const maxWaitSeconds = 300;

/** Slack was too slow, is too busy, or is broken. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Undefined when Slack has taken the message. Else RetryLater, or Permanent where asking again would change nothing. */
export const failureOf = ({ status, text, retryAfter }: Answer): RetryLater | Permanent | undefined => {
  if (status >= 200 && status < 300) return undefined;
  const said = `Slack answered ${status}${text && ` (${text.slice(0, 100)})`}`;
  if (isPassing(status)) return new RetryLater(said, { afterSeconds: secondsIn(retryAfter) });
  return new Permanent(`${said}: check SLACK_WEBHOOK_URL and the channel, then redrive`);
};

const secondsIn = (retryAfter: string | null): number =>
  /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter), maxWaitSeconds) : 0;
