/** What a catalog has by name. */
import type { Catalog, CatalogObject, QualifiedName, Table } from '../../catalog/catalog.js';
import type { ObjectName } from '../../syntax/tsql/ast/index.js';
import type { ReadColumn } from './source.js';

type Columns = readonly ReadColumn[] | null;

const keyOf = (schema: string, name: string): string => `${schema}\u0000${name}`.toLowerCase();

export class Objects {
  private readonly byName: ReadonlyMap<string, CatalogObject>;
  private readonly columns = new Map<CatalogObject, Columns>();
  /** Of the database; empty when nothing is known. */
  readonly collation: string;

  /** @param catalog null: nothing is known */
  constructor(catalog: Catalog | null) {
    const objects = catalog?.objects ?? [];
    this.collation = catalog?.settings.collation ?? '';
    this.byName = new Map(objects.map((object) => [keyOf(object.name.schema, object.name.name), object]));
  }

  find({ parts }: ObjectName): CatalogObject | null {
    return this.byName.get(keyOf(parts.at(-2)?.value ?? 'dbo', parts.at(-1)?.value ?? '')) ?? null;
  }

  table({ schema, name }: QualifiedName): Table | null {
    const found = this.byName.get(keyOf(schema, name));
    return found?.kind === 'table' ? found : null;
  }

  /** Worked out once; null meanwhile, for an object that reads itself. */
  columnsOf(object: CatalogObject, read: () => Columns): Columns {
    const known = this.columns.get(object);
    if (known !== undefined) return known;
    this.columns.set(object, null);
    const made = read();
    this.columns.set(object, made);
    return made;
  }
}
