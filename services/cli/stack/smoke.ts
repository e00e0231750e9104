// An order through the whole of a deployed Waybill, as a customer places it, for a mailbox that SES itself answers.
import { main as order } from '../order.ts';
import type { StackTerminal } from './command.ts';
import { ToolFailed } from './run-tool.ts';

/** `declined`: the payment is declined, so nothing leaves the shelf; `none`: no order. */
export const smokes = ['full', 'declined', 'none'] as const;
export type Smoke = (typeof smokes)[number];

/** SES takes mails to it from the sandbox too, and delivers them to nobody. */
const mailbox = 'success@simulator.amazonses.com';

const waitSeconds = '120';
const whyNot = `Place one yourself: npm run order -- --url`;

/** @throws ToolFailed when the order did not end as it should */
export const proveByOrder = async (url: string, smoke: Smoke, terminal: StackTerminal): Promise<void> => {
  if (smoke === 'none') return;
  const { write, writeError, interrupted } = terminal;
  const decline = smoke === 'declined' ? ['--decline'] : [];
  const args = ['--url', url, '--name', 'Smoke Test', '--email', mailbox, '--wait', waitSeconds, ...decline];
  const exitCode = await order(args, { write, writeError, color: false, interrupted });
  interrupted.throwIfAborted();
  if (exitCode !== 0) throw new ToolFailed(`The order did not end as it should. ${whyNot} ${url}`);
};
