// The OpenAPI 3.1 document at /docs/json, made from the routes' own schemas, and Swagger UI at /docs.
import { type FastifyDynamicSwaggerOptions, fastifySwagger } from '@fastify/swagger';
import { fastifySwaggerUi } from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#contracts/http.ts';

const description = `Takes orders and lets you follow them. An order is accepted with 202 once it is durably queued; payment,
stock, shipping and mail follow on their own, and \`GET /orders/{orderId}/events\` tells how far they are.

Every error is an RFC 9457 problem: \`message\` says what is wrong, \`errors\` points to each fault.

When an answer is lost, repeat the request. \`POST /orders\`, \`PUT /products/{productId}\` and
\`POST /products/{productId}/stock\` take effect once when they are repeated with the same \`Idempotency-Key\`; an order is
cancelled once and returned once however often that is asked for, without a key.`;

const openapi: FastifyDynamicSwaggerOptions['openapi'] = {
  openapi: '3.1.0',
  info: { title: 'Waybill orders API', version: '1.0.0', description },
  tags: [
    { name: 'Orders', description: 'Place orders and follow them' },
    { name: 'Catalogue', description: 'What can be ordered; operators put products and stock' },
    {
      name: 'Operations',
      description: 'For operators: queues, dead letters, stuck orders; every action is audited',
    },
    { name: 'Health', description: 'For load balancers' },
  ],
  components: {
    securitySchemes: {
      operator: {
        type: 'http',
        scheme: 'bearer',
        description: 'The OPERATOR_TOKEN that orders-api was started with',
      },
    },
  },
};

/** Swagger UI styles its elements in place and draws its icons from data: URLs. */
const uiPolicy = {
  'default-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'style-src': ["'self'", "'unsafe-inline'"],
  'script-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** To be called before the routes, whose schemas it collects. */
export const documentApi = async (app: FastifyInstance): Promise<void> => {
  app.addSchema({ $id: 'Problem', ...Problem });
  await app.register(fastifySwagger, {
    openapi,
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`),
    },
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP: uiPolicy,
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: -1,
      persistAuthorization: true,
      tryItOutEnabled: true,
    },
    theme: { title: 'Waybill orders API' },
  });
};
