/** zod schemas as JSON Schema 2020-12, which OpenAPI 3.1 uses. A schema with a `meta({id})` becomes a named component. */
import { z } from 'zod';

type Json = Record<string, unknown>;

/** Named schemas met so far, by id; the document builder puts them under `components.schemas`. */
const components = new Map<string, Json>();

/** JSON Schema of a zod schema; what has a name, the schema itself too, as a `$ref` into the components. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const whole: unknown = JSON.parse(
    JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })),
    (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  );
  const { $schema: _dialect, $defs, ...rest } = whole as Json & { $defs?: Record<string, Json> }; // toJSONSchema answers an object
  for (const [id, definition] of Object.entries($defs ?? {})) components.set(id, definition);
  return rest;
}

/** All named schemas, sorted by name. */
export function schemaComponents(): Json {
  return Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Path or query parameters of an object schema, as Swagger's decorators take them. */
export function parametersOf(
  schema: z.ZodObject,
): { name: string; required: boolean; description: string; schema: Json }[] {
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    required: required.includes(name),
    description: typeof description === 'string' ? description : '',
    schema: rest,
  }));
}
