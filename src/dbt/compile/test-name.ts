/** Names that dbt gives to generic tests. Source: dbt-core 1.11, `synthesize_generic_test_names`, so that results can be told apart alike. */
import { createHash } from 'node:crypto';

/** Names from this length on carry a hash instead of the arguments. */
const NAME_CHARS_MAX = 63;
const IDENTIFYING_CHARS = 30;

/** `not_null_stg_shop__orders__id_`; the full name, however long. Arguments as dbt has them, `column_name` included. */
export function genericTestName(test: string, model: string, args: Readonly<Record<string, unknown>>): string {
  const flat = Object.keys(args)
    .sort()
    .flatMap((name) => partsOf(args[name]));
  return `${test}_${model}_${flat.map((part) => part.replace(/[^0-9a-zA-Z_]+/g, '_')).join('__')}`;
}

/** What dbt calls the compiled file. */
export function shortTestName(test: string, model: string, fullName: string): string {
  if (fullName.length <= NAME_CHARS_MAX) return fullName;
  return `${`${test}_${model}`.slice(0, IDENTIFYING_CHARS)}_${createHash('md5').update(fullName).digest('hex')}`;
}

function partsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(pythonText);
  if (typeof value === 'object' && value !== null) return Object.values(value).map(pythonText);
  return [pythonText(value)];
}

/** Python's `str()` of the values that YAML gives. */
function pythonText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
