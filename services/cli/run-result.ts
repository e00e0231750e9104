// Did the order end as asked? Pure.
import type { TimelineEvent } from '#contracts/http.ts';
import { isFinal } from '#contracts/order-status.ts';
import type { Options } from './options.ts';

export const exitCodes = { asAsked: 0, otherwise: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;

/** What was seen of the order; `ended` when its stream said that nothing more will happen, `trouble` while it is down. */
export type Seen = {
  status?: TimelineEvent['status'] | undefined;
  mailSubject?: string | undefined;
  ended: boolean;
  trouble?: Error | undefined;
};

export type RunResult = { exitCode: number; message?: string };
type Asked = Pick<Options, 'paymentToken' | 'waitSeconds'>;

const wantedStatus = ({ paymentToken }: Asked): TimelineEvent['status'] =>
  paymentToken === 'tok_declined' ? 'PAYMENT_DECLINED' : 'COMPLETED';

export const resultOf = (seen: Seen, asked: Asked): RunResult => {
  const { status, ended, trouble } = seen;
  const wanted = wantedStatus(asked);
  if (status && isFinal(status) && status !== wanted)
    return { exitCode: exitCodes.otherwise, message: `The order ended as ${status}, not as ${wanted}.` };
  if (ended && status === wanted) return { exitCode: exitCodes.asAsked };
  const reason = trouble ? ` (${trouble.message})` : '';
  const message = `After ${asked.waitSeconds} s ${whereItStands(seen)}${reason}. It goes on without this command.`;
  return { exitCode: exitCodes.otherwise, message };
};

const whereItStands = ({ status }: Seen): string => {
  if (!status) return 'the order is accepted, but nothing is known of it yet';
  return isFinal(status)
    ? `the order is ${status}, but its mail is not sent yet`
    : `the order stands at ${status}`;
};
