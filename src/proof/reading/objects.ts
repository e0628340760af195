/** What a catalog has by name. */
import type { Catalog, CatalogObject, QualifiedName, Table } from '../../catalog/catalog.js';
import type { ObjectName } from '../../syntax/tsql/ast/index.js';
import type { Key, ReadColumn } from './source.js';

type Columns = readonly ReadColumn[] | null;

const keyOf = (schema: string, name: string): string => `${schema}\u0000${name}`.toLowerCase();

const SYNONYMS_MAX = 32;

export class Objects {
  private readonly byName: ReadonlyMap<string, CatalogObject>;
  private readonly synonyms: ReadonlyMap<string, string>;
  private readonly columns = new Map<CatalogObject, Columns>();
  private readonly keys = new Map<CatalogObject, readonly Key[]>();
  /** Of the database; empty when nothing is known. */
  readonly collation: string;

  /** @param catalog null: nothing is known */
  constructor(catalog: Catalog | null) {
    const objects = catalog?.objects ?? [];
    this.collation = catalog?.settings.collation ?? '';
    this.synonyms = new Map((catalog?.synonyms ?? []).map(({ name, target }) => [keyOf(name.schema, name.name), keyOf(target.at(-2) ?? 'dbo', target.at(-1) ?? '')])); // prettier-ignore
    this.byName = new Map(objects.map((object) => [keyOf(object.name.schema, object.name.name), object]));
  }

  /** Synonyms are followed. */
  find({ parts }: ObjectName): CatalogObject | null {
    let key = keyOf(parts.at(-2)?.value ?? 'dbo', parts.at(-1)?.value ?? '');
    for (let count = 0; count < SYNONYMS_MAX; count += 1) {
      const target = this.synonyms.get(key);
      if (target === undefined) return this.byName.get(key) ?? null;
      key = target;
    }
    return null;
  }

  table({ schema, name }: QualifiedName): Table | null {
    const found = this.byName.get(keyOf(schema, name));
    return found?.kind === 'table' ? found : null;
  }

  /** Worked out once; null meanwhile, for an object that reads itself. */
  columnsOf(object: CatalogObject, read: () => Columns): Columns {
    return once(this.columns, object, null, read);
  }

  /** As `columnsOf`; none meanwhile. */
  keysOf(object: CatalogObject, read: () => readonly Key[]): readonly Key[] {
    return once(this.keys, object, [], read);
  }
}

function once<T>(made: Map<CatalogObject, T>, object: CatalogObject, meanwhile: T, make: () => T): T {
  const known = made.get(object);
  if (known !== undefined) return known;
  made.set(object, meanwhile);
  const own = make();
  made.set(object, own);
  return own;
}
