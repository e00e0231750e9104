// What went wrong, in the form that a client gets it: RFC 9457 problem details. Throw one; the error handler sends it.
import { STATUS_CODES } from 'node:http';
import type { Problem } from '#contracts/http.ts';

/** One fault of the input; `expected` is the right value where there is one, such as the price in the catalogue. */
export type Fault = { pointer: string; detail: string; expected?: number };

type ProblemOptions = {
  /** Names the kind of problem for programs, as `urn:waybill:problem:<kind>`; without one the status says it all. */
  kind?: string;
  errors?: readonly Fault[];
  headers?: Record<string, string>;
  cause?: unknown;
};

export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly statusCode: number;
  readonly options: ProblemOptions;

  constructor(statusCode: number, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.statusCode = statusCode;
    this.options = options;
  }
}

/** More faults than this help nobody, and a hostile body can have thousands. */
export const maxFaults = 20;

/** A problem whose text is that of its first fault. */
export const faultyInput = (
  statusCode: 400 | 422,
  faults: readonly Fault[],
  options: { kind: string; detail?: string },
): ProblemError =>
  new ProblemError(statusCode, options.detail ?? faults[0]?.detail ?? 'The request is not valid', {
    kind: options.kind,
    errors: faults.slice(0, maxFaults),
  });

/** Not now, but soon: `seconds` is when to come back. */
export const tryAgain = (detail: string, seconds: number, cause?: unknown): ProblemError =>
  new ProblemError(503, detail, { headers: { 'retry-after': String(seconds) }, cause });

/** The body; `instance` is the path that was asked for. */
export const problemBody = ({ statusCode, message, options }: ProblemError, instance?: string): Problem => ({
  type: options.kind ? `urn:waybill:problem:${options.kind}` : 'about:blank',
  title: STATUS_CODES[statusCode] ?? 'Error',
  status: statusCode,
  detail: message,
  message,
  ...(instance !== undefined && { instance }),
  ...(options.errors && { errors: [...options.errors] }),
});
