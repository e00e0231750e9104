// For tests: what SES publishes of a mail that bounced, whole, as its documentation shows it.
import type { MailKind } from '#contracts/mail-record.ts';

export const bounceOf = (orderId: string, kind: MailKind) => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: '010001957f3a2b1c-00000000-0000-4000-8000-000000000001-000000',
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      {
        emailAddress: 'john.doe@example.com',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      },
    ],
    timestamp: '2026-11-20T10:05:12.345Z',
    reportingMTA: 'dsn; a8-20.smtp-out.amazonses.com',
  },
  mail: {
    timestamp: '2026-11-20T10:05:10.123Z',
    source: 'Waybill <orders@waybill.example>',
    sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/waybill.example',
    sendingAccountId: '123456789012',
    messageId: '010001957f3a2b1c-00000000-0000-4000-8000-000000000002-000000',
    destination: ['john.doe@example.com'],
    headersTruncated: false,
    headers: [{ name: 'X-Order-Id', value: orderId }],
    commonHeaders: { from: ['Waybill <orders@waybill.example>'], subject: 'Your order is confirmed' },
    tags: {
      'ses:configuration-set': ['waybill-dev'],
      'ses:from-domain': ['waybill.example'],
      orderId: [orderId],
      mail: [kind],
    },
  },
});
