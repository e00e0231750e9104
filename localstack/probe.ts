// Whether something answers on this machine: what tells a running emulator from a free port.

const deadlineMs = 1_000;

/** What is answered there, without its body; undefined when nothing answers within a second, for whatever reason. */
export const probe = async (url: string): Promise<Response | undefined> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) });
    await response.body?.cancel();
    return response;
  } catch {
    return undefined;
  }
};
