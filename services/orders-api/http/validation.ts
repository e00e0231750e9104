// Makes Fastify check requests with the Ajv that checks everything else, and say in words what it found.
import type { FastifyInstance, FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';
import { createAjv, type ErrorObject } from '#contracts/validate.ts';
import { faultyInput, maxFaults } from './problem.ts';
import { faultsOf } from './validation-messages.ts';

export const validateRequests = (app: FastifyInstance): void => {
  app.setValidatorCompiler(createValidatorCompiler());
  app.setSchemaErrorFormatter((errors: FastifySchemaValidationError[], part) =>
    faultyInput(400, faultsOf(errors as ErrorObject[], part, maxFaults), { kind: 'invalid-request' }),
  );
};

/** A body says what it means; everything in a URL or a header is text, and becomes the number that a schema asks for. */
const createValidatorCompiler = (): FastifySchemaCompiler<TSchema> => {
  const [body, text] = [createAjv({ coerceTypes: false }), createAjv({ coerceTypes: true })];
  return ({ schema, httpPart }) => {
    if (httpPart === 'body') return body.compile(schema);
    return text.compile(httpPart === 'headers' ? lowerCased(schema) : schema);
  };
};

/** Documents name headers as people write them; Node names them in lower case. Fastify leaves that to its own compiler. */
const lowerCased = (schema: TSchema): TSchema =>
  'properties' in schema
    ? {
        ...schema,
        properties: Object.fromEntries(
          Object.entries(schema.properties as object).map(([name, value]) => [name.toLowerCase(), value]),
        ),
      }
    : schema;
