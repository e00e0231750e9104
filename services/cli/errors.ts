// The two ways in which a call to Waybill fails.
import type { Problem } from '#contracts/http.ts';

/** No answer: nobody listens there, or the connection broke. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** An answer that is not a success; `problem` is its body, when it was one. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.message ?? `Waybill answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}
