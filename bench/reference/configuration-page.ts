/** The reference page of `datamigrate.yml`, from the schema that checks the file. */
import { z } from 'zod';
import { migrationOptionsSchema } from '../../src/agents/options.js';
import { markdownTable } from './markdown-table.js';

/** What this page needs of JSON Schema 2020-12. */
const propertySchema: z.ZodType<Property> = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get items() {
    return propertySchema.optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), propertySchema]).optional();
  },
});

interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Property;
  readonly additionalProperties?: boolean | Property;
}

/** JSON Schema of the options file, as a person writes it: every field may be left out. */
export function configurationSchema(): unknown {
  return z.toJSONSchema(migrationOptionsSchema, { io: 'input' });
}

export function configurationPage(): string {
  const { properties } = z.looseObject({ properties: z.record(z.string(), propertySchema) }).parse(configurationSchema());
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\``,
    typeOf(property),
    `\`${JSON.stringify(property.default ?? null)}\``,
    meaningOf(property.description ?? ''),
  ]);
  return `${INTRODUCTION}\n${markdownTable(['field', 'type', 'default', 'meaning'], rows)}\n${REST}`;
} // prettier-ignore

/** In words: `one of a, b`, `list of text`, `map of text`. */
function typeOf(property: Property): string {
  if (property.enum) return `one of ${property.enum.map((value) => `\`${value}\``).join(', ')}`;
  if (typeof property.type === 'object') return property.type.map((type) => typeOf({ ...property, type })).join(' or ');
  if (property.type === 'array') return `list of ${property.items ? typeOf(property.items) : 'values'}`;
  if (property.type === 'object') return typeof property.additionalProperties === 'object' ? `map of ${typeOf(property.additionalProperties)}` : 'object'; // prettier-ignore
  if (property.type === 'integer') return `integer ${property.minimum ?? ''}..${property.maximum ?? ''}`;
  return WORDS[property.type ?? ''] ?? 'value';
}

const WORDS: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', null: 'null' };

/** Examples in braces are code; stars and underscores are no emphasis. */
function meaningOf(description: string): string {
  const code = (text: string) =>
    /[{*_]/.test(text) ? text.replace(/\{.*\}(?=\.?$)|[\w.]*[*_](?:[\w.*]*[\w*])?/g, '`$&`') : text;
  return code(description);
}

const INTRODUCTION = `# Configuration file

\`datamigrate.yml\`, given with \`--config\`, or found in the input folder or beside the input file. Every field has a default. An unknown field is refused, so that a typo is not silent.
For editors and programs: [configuration.schema.json](configuration.schema.json).
`;

const REST = `
A pattern is \`schema.Name\` with \`*\` (any run) and \`?\` (one character). Without a dot it matches the name in any schema; case is ignored. A flag of the command wins over the file.

\`\`\`yaml
target: duckdb
exclude: ['dbo.sysdiagrams', 'audit.*']
collation: Latin1_General_CI_AS
materializations:
  'dbo.vwBig*': table
\`\`\`
`;
