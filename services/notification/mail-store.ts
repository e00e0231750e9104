// NotificationsTable: who sends which mail, and what was sent. Each step is one conditional write.
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { MailClaim, MailKind, MailRecord, SentMail } from '#contracts/mail-record.ts';
import type { Aws } from '#platform/aws.ts';
import { itemOfFailedCondition, type Written } from '#platform/conditional-writes.ts';
import { type Standing, standingOf } from './claim.ts';

export type MailKey = { orderId: string; kind: MailKind };

export type MailStore = {
  /** Claims a mail that nobody has sent, or is sending at `now` (milliseconds since the epoch). */
  claim: (key: MailKey, claim: MailClaim, now: number, signal: AbortSignal) => Promise<Standing>;
  /** Records that the mail went out, whoever holds the claim by now; a mail that was marked before stays as it is. */
  markSent: (key: MailKey, sent: SentMail, signal: AbortSignal) => Promise<void>;
  /** Frees the mail for the next delivery; leaves a claim alone that another delivery has taken over. */
  release: (key: MailKey, claim: MailClaim, signal: AbortSignal) => Promise<void>;
};

export const createMailStore = ({ dynamo, tableName }: Aws): MailStore => {
  const write = async (
    { orderId, kind }: MailKey,
    update: Update,
    abortSignal: AbortSignal,
  ): Promise<Written<MailRecord | undefined>> => {
    const input: UpdateCommandInput = {
      ...update,
      TableName: tableName('NotificationsTable'),
      Key: { orderId },
      ExpressionAttributeNames: { '#mail': kind, ...update.ExpressionAttributeNames },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    try {
      await dynamo.send(new UpdateCommand(input), { abortSignal });
      return { item: undefined, applied: true };
    } catch (error) {
      return { item: itemOfFailedCondition<MailRecord>(error), applied: false };
    }
  };
  return {
    claim: async (key, claim, now, signal) => {
      const { item, applied } = await write(key, claimUpdate(claim, now), signal);
      return applied ? 'claimed' : standingOf(item?.[key.kind], claim);
    },
    markSent: async (key, sent, signal) => {
      await write(key, sentUpdate(sent), signal);
    },
    release: async (key, claim, signal) => {
      await write(key, releaseUpdate(claim), signal);
    },
  };
};

type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

const claimUpdate = (claim: MailClaim, now: number): Update => ({
  UpdateExpression: 'SET #mail = :claim',
  ConditionExpression:
    'attribute_not_exists(#mail) OR (#mail.#state = :sending AND #mail.leaseUntil <= :now)',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':claim': claim, ':sending': 'SENDING', ':now': now },
});

const sentUpdate = (sent: SentMail): Update => ({
  UpdateExpression: 'SET #mail = :sent',
  ConditionExpression: 'attribute_not_exists(#mail) OR #mail.#state = :sending',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':sent': sent, ':sending': 'SENDING' },
});

const releaseUpdate = ({ claimId }: MailClaim): Update => ({
  UpdateExpression: 'REMOVE #mail',
  ConditionExpression: '#mail.claimId = :mine',
  ExpressionAttributeValues: { ':mine': claimId },
});
