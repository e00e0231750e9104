// The harness's own AWS clients: they go past the proxy, and are not counted.
import { type Aws, createAws } from '#platform/aws.ts';
import { type Env, readEnv } from '#platform/env.ts';

/** Of nobody; the emulators take any. */
export const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** Works with clients for the endpoints and the prefix that `variables` name. */
export const withAws = async <Result>(
  variables: Record<string, string>,
  work: (aws: Aws, env: Env) => Promise<Result>,
): Promise<Result> => {
  Object.assign(process.env, credentials);
  const env = readEnv(variables);
  const aws = createAws(env);
  return work(aws, env).finally(aws.close);
};
