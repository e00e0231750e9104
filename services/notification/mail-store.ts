// NotificationsTable: who sends which mail, and what was sent. Each step is one conditional write.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { MailClaim, MailKind, SentMail } from '#contracts/mail-record.ts';
import type { Aws } from '#platform/aws.ts';
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
  /** The failure when the update's condition did not hold, undefined when it did. */
  const write = async ({ orderId, kind }: MailKey, update: Update, abortSignal: AbortSignal) => {
    const input: UpdateCommandInput = {
      ...update,
      TableName: tableName('NotificationsTable'),
      Key: { orderId },
      ExpressionAttributeNames: { '#mail': kind, ...update.ExpressionAttributeNames },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    try {
      await dynamo.send(new UpdateCommand(input), { abortSignal });
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error;
      throw error;
    }
  };
  return {
    claim: async (key, claim, now, signal) => {
      const failure = await write(key, claimUpdate(claim, now), signal);
      return failure ? standingOf(storedMail(failure, key.kind), claim) : 'claimed';
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

/** The document client leaves the item of an error in DynamoDB's own form. */
const storedMail = ({ Item }: ConditionalCheckFailedException, kind: MailKind) => {
  const mail = Item?.[kind]?.M;
  return { sent: mail?.state?.S === 'SENT', claimId: mail?.claimId?.S };
};
