// The issuing API as an OpenAPI 3.1 document, made of the shapes that requests are checked against.
import { z } from 'zod';
import {
  ACT_SHAPES,
  actedShape,
  applicationShape,
  fileShape,
  pageShape,
  problemShape,
  standingShape,
  webhookShape,
} from '../../services/issuing/shapes';
import { ACTS, actPath, APPLICATION, APPLICATIONS, DOCUMENT, FILES, SUMMARIES } from './operations';
import { STATUS_OF_CODES } from './problem';

type Json = Record<string, unknown>;

const COMPONENTS = [applicationShape, standingShape, webhookShape, actedShape, fileShape, pageShape, problemShape];
const refTo = (id: string): Json => ({ $ref: `#/components/schemas/${id}` });

/** The shapes with names, each once. */
function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const shape of COMPONENTS) {
    const id = shape.meta()?.id;
    if (id) registry.add(shape, { id });
  }
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` }).schemas;
  return Object.fromEntries(
    Object.entries(made).map(([id, schema]) => {
      const { $schema: _, $id: __, id: ___, ...rest } = schema as Json;
      return [id, rest];
    }),
  );
}

/** Of a request: of one operation alone, so it stands there. */
function requestSchema(shape: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(shape, { io: 'input' }) as Json;
  return rest;
}

const content = (type: string, schema: Json): Json => ({ content: { [type]: { schema } } });
const answered = (id: string, description: string, more: Json = {}): Json => ({
  200: { description, ...content('application/json', refTo(id)), ...more },
  default: { description: 'Nothing was changed', ...content('application/problem+json', refTo('Problem')) },
});
/** As documents write it. */
const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
const text: Json = { type: 'string' };

const NUMBER: Json = { name: 'number', in: 'path', required: true, schema: text };
const IF_MATCH: Json = {
  name: 'If-Match',
  in: 'header',
  schema: text,
  description: 'The ETag that was read: refused with 412 when somebody changed it since',
};
const idempotencyKey = (required: boolean): Json => ({
  name: 'Idempotency-Key',
  in: 'header',
  required,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
  description:
    'The same key with the same request answers the same for 7 days, with another request 422. A signed request has its webhook-id instead',
});

function actOperations(): Json {
  return Object.fromEntries(
    ACTS.map((act) => [
      templated(actPath(act)),
      {
        post: {
          operationId: act,
          summary: SUMMARIES[act],
          parameters: [NUMBER, idempotencyKey(false), IF_MATCH],
          requestBody: { required: false, ...content('application/json', requestSchema(ACT_SHAPES[act])) },
          responses: answered(
            'Acted',
            'Done; people are told half a minute later, until then the desk can take it back',
          ),
        },
      },
    ]),
  );
}

const etag: Json = { headers: { ETag: { schema: text, description: 'For If-Match' } } };

function reading(): Json {
  return {
    [APPLICATIONS]: {
      get: {
        operationId: 'list',
        summary: 'Open work, the most urgent first',
        parameters: [{ name: 'after', in: 'query', schema: text, description: '`next` of the page before' }],
        responses: answered('Page', 'A page'),
      },
    },
    [templated(APPLICATION)]: {
      get: {
        operationId: 'read',
        summary: 'One application',
        parameters: [NUMBER],
        responses: answered('Application', 'As it is now', etag),
      },
    },
  };
}

function files(): Json {
  const query = (name: string, description: string, required: boolean): Json => ({
    name,
    in: 'query',
    required,
    schema: text,
    description,
  });
  return {
    [templated(FILES)]: {
      post: {
        operationId: 'addFile',
        summary:
          'A file of an issued digital fapiao: PDF, OFD or XML by its content, at most 10 MB; an XML must say what the application says',
        parameters: [
          NUMBER,
          query('fapiao', 'The number of the fapiao', true),
          query('name', 'The name of the file', false),
          idempotencyKey(false),
        ],
        requestBody: { required: true, ...content('application/octet-stream', {}) },
        responses: answered('File', 'It is there; the same bytes again answer the same'),
      },
    },
  };
}

/** `server`: the public address, without a closing slash. */
export function openApi(server: string): Json {
  const problems = { ...STATUS_OF_CODES, other: 422 };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Issuing fapiao',
      version: '1',
      description: `For the service that issues. Guide: docs/issuing.md. This document: ${DOCUMENT}`,
    },
    servers: [{ url: server }],
    security: [{ key: [] }, { signature: [] }],
    paths: { ...reading(), ...actOperations(), ...files() },
    webhooks: {
      event: {
        post: {
          summary:
            'Sent to ISSUING_URL, signed as Standard Webhooks are; any 2xx takes it, anything else is tried again',
          requestBody: { required: true, ...content('application/json', refTo('WebhookEvent')) },
          responses: { '2XX': { description: 'Taken' } },
        },
      },
    },
    components: {
      schemas: schemas(),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'ISSUING_KEY' },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description:
            'HMAC-SHA256 with ISSUING_SECRET over `webhook-id.webhook-timestamp.METHOD path?query\\nbody`; the time at most 5 minutes off',
        },
      },
    },
    'x-problems': Object.fromEntries(Object.entries(problems).map(([code, status]) => [code, { status }])),
  };
}
