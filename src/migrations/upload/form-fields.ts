/** The fields of a form, held to the same schema as the JSON body. */
import type { FieldError } from '../../common/http/problem.js';
import { Problem } from '../../common/http/problem.js';
import { fieldErrors } from '../../common/http/schema-pipe.js';
import { parseStrictJson } from '../../common/http/strict-json.js';
import { uploadFieldsSchema, type UploadFields } from '../schemas/upload-schemas.js';
import { FILES_FIELD, type Form } from './read-form.js';

/** What a text of a form stands for: in a form everything is text. A text that stands for nothing is left to the schema to refuse. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  options: parseStrictJson,
  auto_start: (text) => ({ true: true, false: false })[text] ?? text,
};

/** @throws Problem `invalid_request` with every fault of the fields, and of parts that cannot be used */
export function fieldsOf({ fields, files, faults }: Form): UploadFields {
  const found: FieldError[] = [...faults];
  const values: [string, unknown][] = [];
  for (const [name, value] of fields)
    try {
      values.push([name, valueOf(name, value)]);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      found.push({ pointer: `/${name}`, code: 'invalid_json', message: error.publicText });
    }
  if (files.length === 0)
    found.push({ pointer: `/${FILES_FIELD}`, code: 'required', message: 'There must be a file at least.' });
  const parsed = uploadFieldsSchema.safeParse(Object.fromEntries(values));
  if (!parsed.success) found.push(...fieldErrors(parsed.error, 'body').filter((error) => isNew(error, found)));
  if (!parsed.success || found.length > 0) throw new Problem('invalid_request', undefined, { errors: found });
  return parsed.data;
}

function valueOf(name: string, value: unknown): unknown {
  const text = typeof value === 'string' ? value : textOf(value);
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  return read ? read(text) : text;
}

/** A part of type application/json comes parsed already: written again, it meets the same rules. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (cause) {
    throw new Problem('invalid_json', 'The field is nested too deep.', { cause }); // the stack does not reach that far
  }
}

function isNew({ pointer }: FieldError, found: readonly FieldError[]): boolean {
  return !found.some((other) => other.pointer === pointer);
}
