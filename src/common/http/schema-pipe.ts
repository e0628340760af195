/** Parses body, query and path once, with every fault listed at once. */
import { Body, Param, Query, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { Problem, type FieldError } from './problem.js';

type Part = 'body' | 'query' | 'path';

/** @throws Problem `invalid_request`, or `not_found` for a path whose id cannot be one: what cannot exist is not there */
class SchemaPipe implements PipeTransform {
  constructor(
    private readonly schema: z.ZodType,
    private readonly part: Part,
  ) {}

  transform(value: unknown): unknown {
    const parsed = this.schema.safeParse(value ?? (this.part === 'body' ? undefined : {}));
    if (parsed.success) return parsed.data;
    if (this.part === 'path') throw new Problem('not_found');
    throw new Problem('invalid_request', undefined, { errors: fieldErrors(parsed.error, this.part) });
  }
}

export const ParsedBody = (schema: z.ZodType): ParameterDecorator => Body(new SchemaPipe(schema, 'body'));
export const ParsedQuery = (schema: z.ZodType): ParameterDecorator => Query(new SchemaPipe(schema, 'query'));
export const ParsedPath = (schema: z.ZodType): ParameterDecorator => Param(new SchemaPipe(schema, 'path'));

/** A body that a handler takes by its content type. @throws Problem `invalid_request` with every fault */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid_request', undefined, { errors: fieldErrors(parsed.error, 'body') });
}

const ERRORS_MAX = 100;

/** zod's issues as our field errors; an unknown field is one error each. */
export function fieldErrors(error: z.ZodError, part: Part): FieldError[] {
  return error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ pointer: pointerOf(path, part), code: issue.code, message: issue.message }));
  }).slice(0, ERRORS_MAX); // prettier-ignore
}

/** RFC 6901; a field of the query as `?name`. */
export function pointerOf(path: readonly PropertyKey[], part: Part = 'body'): string {
  const escaped = path.map((name) => String(name).replaceAll('~', '~0').replaceAll('/', '~1'));
  return part === 'query' ? `?${escaped.join('.')}` : escaped.map((name) => `/${name}`).join('');
}
