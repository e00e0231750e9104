// Helpers of the benchmark in processes of their own, so that their CPU is nobody else's. Calls go over IPC.
import { type ChildProcess, fork } from 'node:child_process';
import { end, endsWithUs } from './children.ts';

/** What a helper offers: it answers calls one beside the other. */
type Methods = Record<string, (...args: never[]) => unknown>;

type Call = { id: number; method: string; args: unknown[] };
type Answer = { id: number; result?: unknown; error?: string };

export type Helper<Api extends Methods> = {
  call: <Name extends keyof Api & string>(
    method: Name,
    ...args: Parameters<Api[Name]>
  ) => Promise<Awaited<ReturnType<Api[Name]>>>;
  pid: number;
  stop: () => Promise<void>;
};

/** Without what the caller's shell says of AWS: a helper must reach the emulators only. */
export const environmentWithoutAws = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('AWS_') || value === undefined ? [] : [[name, value]],
    ),
  );

/** Starts `file`, which must call `answerCalls`. Calls reject when it ends. */
export const startHelper = <Api extends Methods>(file: string): Helper<Api> => {
  const child = endsWithUs(
    fork(file, { env: environmentWithoutAws(), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on('message', ({ id, result, error }: Answer) => {
    const call = pending.get(id);
    pending.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  });
  child.once('exit', (code, signal) => {
    for (const call of pending.values()) call.reject(new Error(`${file} ended (${code ?? signal})`));
    pending.clear();
  });
  return {
    call: (method, ...args) => {
      lastId += 1;
      return send(child, pending, { id: lastId, method, args }) as never;
    },
    pid: child.pid as number,
    stop: () => end(child),
  };
};

const send = (
  child: ChildProcess,
  pending: Map<number, PromiseWithResolvers<unknown>>,
  call: Call,
): Promise<unknown> => {
  const answer = Promise.withResolvers<unknown>();
  pending.set(call.id, answer);
  child.send(call, (error) => {
    if (error) answer.reject(error);
  });
  return answer.promise;
};

/** In the helper: answers the calls of the process that started it, and ends with that. */
export const answerCalls = (methods: Methods): void => {
  process.on('disconnect', () => process.exit());
  process.on('message', async ({ id, method, args }: Call) => {
    process.send?.(await answerOf(methods, id, method, args));
  });
};

const answerOf = async (methods: Methods, id: number, method: string, args: unknown[]): Promise<Answer> => {
  try {
    const result = await (methods[method] as (...args: unknown[]) => unknown)(...args);
    return { id, result };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};
