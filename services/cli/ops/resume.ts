// `npm run ops -- resume`: asks for a stuck order to be taken up again where it stands.
import { createOperations } from '#operations/operations.ts';
import { readResume } from './options.ts';
import { type Command, exitCodes, writeJson } from './terminal.ts';
import { withAws } from './with-aws.ts';

export const resume: Command = (args, terminal) => {
  const { output, ...request } = readResume(args);
  return withAws(terminal, output, async (runtime) => {
    const resumed = await createOperations(runtime).resume(request);
    const { orderId, status, message } = resumed;
    if (output.json) writeJson(terminal, resumed);
    else terminal.write(`Order ${orderId} stands at ${status}. ${message}.\n`);
    return exitCodes.done;
  });
};
