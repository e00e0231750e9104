// SES v2, as far as Waybill uses it: takes a mail, or refuses it for its addresses.
import { BadRequestException, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { type CommandEntry, command } from './command.ts';
import { onlySupports } from './supported.ts';

export type SentMail = {
  to: string;
  subject: string;
  /** From the mail's tags `orderId` and `mail`; undefined where it has none. */
  orderId: string | undefined;
  kind: string | undefined;
  messageId: string;
};

export type FakeMail = {
  /** All that was taken, in order. */
  sent: readonly SentMail[];
};

const supported = new Set(['FromEmailAddress', 'Destination', 'Content', 'EmailTags']);

export const createFakeMail = (): { mail: FakeMail; commands: CommandEntry[] } => {
  const sent: SentMail[] = [];
  const take = command(SendEmailCommand, (input) => {
    onlySupports('SendEmail', input, supported);
    const messageId = `mail-${sent.length + 1}`;
    sent.push({ ...readMail(input), messageId });
    return { MessageId: messageId };
  });
  return { mail: { sent }, commands: [take] };
};

/** @throws BadRequestException; Error for mails that are not to one address, or of another form */
const readMail = ({ FromEmailAddress, Destination, Content, EmailTags }: SendEmailCommandInput) => {
  const { ToAddresses: [to = '', ...more] = [], ...others } = Destination ?? {};
  if (more.length > 0 || Object.keys(others).length > 0) throw new Error('The fakes send to one address');
  const { Subject, Body } = Content?.Simple ?? {};
  if (!Subject || !(Body?.Text ?? Body?.Html)) throw new Error('The fakes send simple mails');
  for (const address of [to, FromEmailAddress ?? '']) assertAddress(address);
  const tags = new Map(EmailTags?.map(({ Name = '', Value = '' }) => [Name, Value]));
  for (const text of [...tags].flat()) assertTag(text);
  return { to, subject: Subject.Data ?? '', orderId: tags.get('orderId'), kind: tags.get('mail') };
};

const badRequest = (message: string) =>
  new BadRequestException({ message, $metadata: { httpStatusCode: 400 } });

/** `local@domain`, or that in angle brackets after a name. SES takes no other characters than ASCII's in the local part. */
const assertAddress = (address: string): void => {
  const bare = /<([^<>]*)>$/.exec(address)?.[1] ?? address;
  if (!bare.includes('@')) throw badRequest("Missing final '@domain'");
  if (!/^[\x21-\x7e]+@[^\s@]+$/.test(bare)) throw badRequest('Local address contains control or whitespace');
};

const assertTag = (text: string): void => {
  if (!/^[A-Za-z0-9_.@-]{1,256}$/.test(text))
    throw badRequest('Invalid tag: only alphanumeric ASCII characters, and _ - . @ are allowed');
};
