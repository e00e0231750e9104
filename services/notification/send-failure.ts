// What a failed call to SES means for the mail. Pure. No reason carries SES's own text: it often quotes the address.
import { SESv2ServiceException } from '@aws-sdk/client-sesv2';

/** refused: SES will never take this mail; notSent: it did not take it now; unknown: it may have taken it. */
export type SendFailure = { outcome: 'refused' | 'notSent' | 'unknown'; reason: string };

const refusals = ['MessageRejected', 'BadRequestException'];

/** The connection was never made, so nothing was sent on it. */
const notConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

export const sendFailureOf = (error: unknown): SendFailure => {
  if (error instanceof SESv2ServiceException) {
    const { httpStatusCode = 'no status', requestId = 'unknown' } = error.$metadata;
    const outcome = refusals.includes(error.name) ? 'refused' : 'notSent';
    return { outcome, reason: `SES answered ${error.name} (${httpStatusCode}), request ${requestId}` };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (notConnected.includes(code)) return { outcome: 'notSent', reason: `SES cannot be reached (${code})` };
  const name = error instanceof Error ? error.name : typeof error;
  return { outcome: 'unknown', reason: `SES did not answer (${code || name})` };
};
