/** The published description of the API, and whether an answer is one that it promises. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { inRepository } from '../support/repository.js';
import type { Answer } from './ask.js';

interface DescribedResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, object>>;
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly responses: Readonly<Record<string, DescribedResponse>>;
  readonly bodyTypes: readonly string[];
  /** What its schemas are relative to: `openapi.json#/paths/~1health/get`. */
  readonly pointer: string;
}

interface Description {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly responses: DescribedOperation['responses'];
            readonly requestBody?: { readonly content: object };
          }
        >
      >
    >
  >;
}

/** Of the API, and of the port that workers open to it. */
const FILES = ['openapi.json', 'openapi-agents.json'];

/** Told only where there is something to tell. */
const OCCASIONAL_HEADERS = new Set(['Link', 'Idempotency-Replayed']);

export class ApiDescription {
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  private readonly byId = new Map<string, DescribedOperation>();

  constructor() {
    for (const file of FILES) {
      const description = JSON.parse(readFileSync(inRepository('docs', 'reference', file), 'utf8')) as Description; // its shape is OpenAPI's
      this.ajv.addSchema(description, file);
      for (const operation of operationsOf(file, description))
        if (!this.byId.has(operation.operationId)) this.byId.set(operation.operationId, operation);
    }
  }

  get operations(): readonly DescribedOperation[] {
    return [...this.byId.values()];
  }

  operation(id: string): DescribedOperation {
    const found = this.byId.get(id);
    if (!found) throw new Error(`${id} is not described`);
    return found;
  }

  /** @returns what the description does not say of this answer; nothing when it is as described */
  faults({ responses, pointer }: DescribedOperation, answer: Answer): string[] {
    const response = responses[answer.status];
    if (!response) return [`status ${answer.status} is not described: ${answer.text.slice(0, 300)}`];
    const missing = Object.keys(response.headers ?? {}).filter(
      (name) => !OCCASIONAL_HEADERS.has(name) && !answer.headers.has(name),
    );
    return [
      ...missing.map((name) => `the header ${name} is missing`),
      ...(answer.body?.next_cursor && !answer.headers.has('link') ? ['there is a next page and no Link'] : []),
      ...this.contentFaults(response, `${pointer}/responses/${answer.status}/content`, answer),
    ];
  }

  private contentFaults({ content }: DescribedResponse, pointer: string, answer: Answer): string[] {
    const type = answer.headers.get('content-type')?.split(';')[0] ?? null;
    if (!content)
      return answer.text === '' && type === null ? [] : [`has a body of type ${type}, where none is described`];
    if (type === null || !(type in content)) return [`has the type ${type}, not ${Object.keys(content).join(' or ')}`];
    if (type.endsWith('json')) return this.schemaFaults(pointer, type, answer.body);
    return answer.text === '' ? [`has nothing of ${type}`] : [];
  }

  /** @returns what is wrong with a body that this test is about to send and expects to be taken */
  requestFaults({ bodyTypes, pointer }: DescribedOperation, body: unknown): string[] {
    if (!bodyTypes.includes('application/json')) return ['takes no JSON'];
    return this.schemaFaults(`${pointer}/requestBody/content`, 'application/json', body);
  }

  private schemaFaults(pointer: string, type: string, body: unknown): string[] {
    const validate = this.ajv.compile({ $ref: `${pointer}/${escaped(type)}/schema` });
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  }
}

/** RFC 6901, and then as a fragment of a URI. */
const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

function operationsOf(file: string, { paths }: Description): DescribedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, responses, requestBody }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      responses,
      bodyTypes: Object.keys(requestBody?.content ?? {}),
      pointer: `${file}#/paths/${escaped(path)}/${method}`,
    })),
  );
}
