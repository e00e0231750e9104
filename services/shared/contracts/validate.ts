// The one Ajv that compiles every schema, so that HTTP, messages and environment are read by the same rules.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';

export type { ErrorObject };

export const createAjv = (options: { coerceTypes: boolean }): Ajv2020 => {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    multipleOfPrecision: 6,
    keywords: ['kind'],
    ...options,
  });
  addFormats.default(ajv);
  return ajv;
};

const ajv = createAjv({ coerceTypes: false });

/** Compiles a schema once; the result narrows what it accepts. */
export const compile = <T extends TSchema>(schema: T): ValidateFunction<Static<T>> =>
  ajv.compile<Static<T>>(schema);

/** '/data/lines must be array; /data/total must be integer' */
export const describeErrors = (errors: ErrorObject[] | null | undefined): string =>
  (errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`).join('; ');
