// What every answer that is an error has in common, for tests.
import { expect } from 'vitest';
import { Problem } from '#contracts/http.ts';
import { compile } from '#contracts/validate.ts';

const isProblem = compile(Problem);

/** The body of the answer, which is a problem of this status. */
export const expectProblem = (
  response: { statusCode: number; headers: object; body: string },
  status: number,
): Problem => {
  expect(response.statusCode, response.body).toBe(status);
  expect(response.headers).toMatchObject({ 'content-type': 'application/problem+json' });
  const problem: unknown = JSON.parse(response.body);
  if (!isProblem(problem)) throw new Error(`not a problem: ${response.body}`);
  expect(problem).toMatchObject({ status, message: problem.detail });
  return problem;
};
