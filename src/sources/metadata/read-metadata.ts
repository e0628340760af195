/** A catalog that somebody else made: checked against the schema, and for what the agents rely on beyond it. */
import type { z } from 'zod';
import { catalogSchema, type Catalog, type CatalogObject } from '../../catalog/catalog.js';

/** One fault of the given value. */
export interface MetadataFault {
  /** JSON pointer (RFC 6901) into the value. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export type ReadMetadata =
  { readonly ok: true; readonly catalog: Catalog } | { readonly ok: false; readonly faults: readonly MetadataFault[] };

const FAULTS_MAX = 200;

/** Every fault at once, up to two hundred. The rows of a catalog lie in files that did not come with it: none are taken. */
export function readMetadata(value: unknown): ReadMetadata {
  const parsed = catalogSchema.safeParse(value);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.slice(0, FAULTS_MAX).map(faultOf) };
  const faults = meaningFaults(parsed.data).slice(0, FAULTS_MAX);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, catalog: { ...parsed.data, rows: [] } };
}

function faultOf({ path, code, message }: z.core.$ZodIssue): MetadataFault {
  return { pointer: pointerOf(path), code, message };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What a schema cannot say: names that stand twice, and columns that a table does not have. */
function meaningFaults({ objects }: Catalog): MetadataFault[] {
  const seen = new Map<string, number>();
  return objects.flatMap((object, at) => {
    const name = `${object.name.schema}.${object.name.name}`.toLowerCase();
    const first = seen.get(name);
    if (first !== undefined)
      return [
        { pointer: `/objects/${at}/name`, code: 'duplicate_object', message: `stands at /objects/${first} already` },
      ];
    seen.set(name, at);
    return tableFaults(object, at);
  });
}

function tableFaults(object: CatalogObject, at: number): MetadataFault[] {
  if (object.kind !== 'table') return [];
  const names = object.columns.map((column) => column.name.toLowerCase());
  const twice = names.flatMap((name, column) =>
    names.indexOf(name) < column
      ? [
          {
            pointer: `/objects/${at}/columns/${column}/name`,
            code: 'duplicate_column',
            message: 'stands in this table already',
          },
        ]
      : [],
  );
  const known = new Set(names);
  const strangers = object.constraints.flatMap((constraint, place) =>
    constraint.columns.flatMap((name, column) =>
      known.has(name.toLowerCase())
        ? []
        : [
            {
              pointer: `/objects/${at}/constraints/${place}/columns/${column}`,
              code: 'unknown_column',
              message: 'is no column of this table',
            },
          ],
    ),
  );
  return [...twice, ...strangers];
}
