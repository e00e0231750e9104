// The workflows on GitHub: right by GitHub's own reader of them, and bound to the rules that keep a deployment out of strangers' hands.
import { registerLogger, validate } from '@actions/languageservice';
import type { FileProvider } from '@actions/workflow-parser/workflows/file-provider';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { environmentNames } from '../../services/cli/stack/settings.ts';
import { projectFiles, read } from './source-files.ts';

type Step = { uses?: string; run?: string; with?: Record<string, unknown> };
type Job = {
  uses?: string;
  'runs-on'?: string;
  'timeout-minutes'?: number;
  permissions?: Record<string, string>;
  steps?: Step[];
};
type Workflow = { on: Record<string, unknown>; permissions?: object; jobs: Record<string, Job> };

const paths = projectFiles('.github/workflows/*.yml');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Pinned by the tag's commit in the action's own repository. */
const pin = /^ +(?:- )?uses: ([\w-]+\/[\w-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/;

const runners = ['ubuntu-24.04', 'ubuntu-24.04-arm'];

/** It keeps what it has read by its name. */
let reading = 0;

/** Calls between workflows are followed, so that what one asks for is what the other gives. */
const fileProvider: FileProvider = {
  getFileContent: async (reference) => {
    const name = 'path' in reference ? reference.path : '';
    return { name, content: read(name) };
  },
};

/** Syntax, keys, types, needs and expressions: '12: Context access might be invalid: …' */
const faultsIn = async (text: string): Promise<string[]> => {
  reading += 1;
  const document = TextDocument.create(`file:///.github/workflows/${reading}.yml`, 'yaml', 1, text);
  const faults = await validate(document, { fileProvider });
  return [...faults.map(({ range, message }) => `${range.start.line + 1}: ${message}`), ...crashes.splice(0)];
};

/** It tells of its own faults only here. */
const crashes: string[] = [];
registerLogger({
  error: (message) => crashes.push(message),
  warn: () => undefined,
  info: () => undefined,
  log: () => undefined,
});

it('there are workflows that test, plan and deploy', () => {
  const names = ['deploy', 'deploy-environment', 'plan', 'test'];
  expect([...paths].sort()).toEqual(names.map((name) => `.github/workflows/${name}.yml`).sort());
});

it('an action is pinned to the same commit everywhere', () => {
  const pins = new Set(paths.flatMap((path) => read(path).match(/uses: [\w-]+\/[\w-]+@.*/g) ?? []));
  const actions = [...pins].map((one) => one.slice(0, one.indexOf('@')));
  expect(actions).toEqual([...new Set(actions)]);
});

describe.each(paths)('%s', (path) => {
  const text = read(path);
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  it("is right by GitHub's own reader", async () => {
    expect(await faultsIn(text)).toEqual([]);
  });

  it('pins each action by its commit, with its version beside it', () => {
    const uses = text.split('\n').filter((line) => /^ +(- )?uses: (?!\.\/)/.test(line));
    expect(uses.filter((line) => !pin.test(line))).toEqual([]);
  });

  it('may do nothing but what a job asks for, and reads at most', () => {
    expect(workflow.permissions).toEqual({});
    const allowed = { contents: 'read', 'id-token': 'write' };
    for (const [name, { permissions = { all: 'missing' } }] of jobs)
      expect({ ...allowed, ...permissions }, name).toEqual(allowed);
  });

  it('ends each job in time, on a machine of a known kind', () => {
    const own = jobs.filter(([, { uses }]) => uses === undefined);
    expect(own.filter(([, job]) => !((job['timeout-minutes'] ?? 0) > 0))).toEqual([]);
    expect(own.filter(([, job]) => !runners.includes(job['runs-on'] ?? ''))).toEqual([]);
  });

  it('knows no secret: credentials are short-lived, and of a role', () => {
    expect(text).not.toMatch(/secrets[.:[]|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY/);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    const withCredentials = jobs.filter(([, job]) =>
      job.steps?.some(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@')),
    );
    for (const [name, job] of withCredentials) expect(job.permissions?.['id-token'], name).toBe('write');
  });

  it('gives scripts what strangers may have written as variables only', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it('leaves no token in the clone', () => {
    const clones = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(clones.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('runs npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe('deploy.yml', () => {
  const { jobs } = parse(read('.github/workflows/deploy.yml')) as {
    jobs: Record<string, { needs?: string | string[]; with?: { environment?: string; image?: string } }>;
  };
  const deployed = Object.values(jobs).flatMap((job) => job.with?.environment ?? []);

  it('goes through every environment, each after the one before it', () => {
    expect([...deployed].sort()).toEqual(environmentNames().sort());
    expect(deployed).toEqual(['dev', 'staging', 'prod']);
    expect([jobs.image?.needs, jobs.dev?.needs]).toEqual(['test', 'image']);
    expect([jobs.staging?.needs, jobs.prod?.needs]).toEqual([
      ['image', 'dev'],
      ['image', 'staging'],
    ]);
  });

  it.each([
    ['a step that is not there', 'steps.image.outputs', 'steps.imag.outputs'],
    ['a job that is not there', 'needs: test', 'needs: tests'],
    ['a key that does not exist', 'timeout-minutes', 'timeout'],
    ['an input that the called workflow does not have', 'smoke: full', 'smoker: full'],
  ])('would be refused with %s', async (_, right, wrong) => {
    const text = read('.github/workflows/deploy.yml');
    expect(await faultsIn(text.replace(right, wrong))).not.toEqual([]);
  });

  it('deploys one image to all of them', () => {
    const images = Object.values(jobs).flatMap((job) => job.with?.image ?? []);
    expect(new Set(images.map((image) => image.replace(/[${} ]/g, '')))).toEqual(
      new Set(['needs.image.outputs.image']),
    );
    expect(images).toHaveLength(deployed.length);
  });
});
