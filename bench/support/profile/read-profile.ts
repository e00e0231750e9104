// Pure: what V8's sampling profiler has written (--cpu-prof) → microseconds by stack, in terms of modules: packages, parts of Node,
// folders of ours. Functions would be too many to look at.

/** https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile; times in microseconds of the monotonic clock. */
export type CpuProfile = {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  startTime: number;
  samples: number[];
  timeDeltas: number[];
};

/** From the outermost frame to the one that ran. */
export type Stack = { modules: string[]; micros: number };

/** Without the time in which nothing ran; from `since` on, in microseconds of the monotonic clock. */
export const stacksOf = ({ nodes, startTime, samples, timeDeltas }: CpuProfile, since: number): Stack[] => {
  const paths = pathsOf(nodes);
  const totals = new Map<string, Stack>();
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    const micros = timeDeltas[index + 1] ?? 0;
    at += timeDeltas[index] ?? 0;
    const modules = paths.get(id) ?? [];
    if (at < since || modules.length === 0) continue;
    const key = modules.join('\n');
    totals.set(key, { modules, micros: (totals.get(key)?.micros ?? 0) + micros });
  }
  return [...totals.values()];
};

const pathsOf = (nodes: CpuProfile['nodes']): Map<number, string[]> => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const paths = new Map<number, string[]>();
  const walk = (id: number, above: string[]): void => {
    const node = byId.get(id);
    if (!node) return;
    const module = moduleOf(node.callFrame);
    // Nobody asks for what is idle, and its time is nobody's.
    const path = module === undefined || module === above.at(-1) ? above : [...above, module];
    paths.set(id, node.callFrame.functionName === '(idle)' ? [] : path);
    for (const child of node.children ?? []) walk(child, path);
  };
  for (const { id, callFrame } of nodes) if (callFrame.functionName === '(root)') walk(id, []);
  return paths;
};

/** Undefined where a frame stands for no code. */
export const moduleOf = ({
  functionName,
  url,
}: {
  functionName: string;
  url: string;
}): string | undefined => {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(root)' || functionName === '(idle)') return undefined;
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1];
  if (dependency) return dependency;
  const ours = /\/(services\/(?:shared\/)?[^/]+)\//.exec(url)?.[1];
  if (ours) return ours;
  const builtin = /^node:(?:internal\/)?([^/]+)/.exec(url)?.[1];
  return builtin ? `node:${builtin}` : 'built-in code';
};
