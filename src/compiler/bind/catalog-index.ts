/** Finds what a written name means: an object of the catalog, through synonyms, or a table of another database. */
import type { Catalog, CatalogObject, QualifiedName } from '../../catalog/catalog.js';
import type { ObjectName } from '../../syntax/tsql/ast/index.js';

/** A name with its place: local, or in another database or on another server. */
export type NamedThing =
  | { readonly kind: 'object'; readonly object: CatalogObject }
  | {
      readonly kind: 'external';
      readonly server: string | null;
      readonly database: string;
      readonly schema: string;
      readonly name: string;
    }
  | { readonly kind: 'unknown'; readonly schema: string; readonly name: string };

type Parts = readonly (string | null)[];

export class CatalogIndex {
  private readonly objects = new Map<string, CatalogObject>();
  private readonly synonyms = new Map<string, readonly string[]>();
  private readonly aliasTypes = new Map<string, Catalog['aliasTypes'][number]>();
  private readonly caseSensitive: boolean;

  constructor(readonly catalog: Catalog) {
    this.caseSensitive = /_(cs|bin2?)(_|$)/i.test(catalog.settings.collation);
    for (const object of catalog.objects) this.objects.set(this.key(object.name), object);
    for (const synonym of catalog.synonyms) this.synonyms.set(this.key(synonym.name), synonym.target);
    for (const alias of catalog.aliasTypes) this.aliasTypes.set(this.key(alias.name), alias);
  }

  /** Names are equal under the database's collation. */
  same(a: string, b: string): boolean {
    return this.fold(a) === this.fold(b);
  }

  resolve(written: ObjectName): NamedThing {
    return this.resolveParts(written.parts.map((part) => part?.value ?? null));
  }

  find(name: QualifiedName): CatalogObject | undefined {
    return this.objects.get(this.key(name));
  }

  aliasType(schema: string | null, name: string): Catalog['aliasTypes'][number] | null {
    return this.aliasTypes.get(this.key({ schema: schema ?? 'dbo', name })) ?? null;
  }

  private resolveParts(parts: Parts): NamedThing {
    const [name, schema, database, server] = [...parts].reverse();
    const qualified = { schema: schema ?? 'dbo', name: name ?? '' };
    if (database) return { kind: 'external', server: server ?? null, database, ...qualified };
    const target = this.synonyms.get(this.key(qualified));
    // A synonym may not name another synonym, so one step is enough.
    if (target) return this.targetOf(target);
    const object = this.find(qualified);
    return object ? { kind: 'object', object } : { kind: 'unknown', ...qualified };
  }

  private targetOf(target: readonly string[]): NamedThing {
    const [name = '', schema = 'dbo', database, server] = [...target].reverse();
    if (database) return { kind: 'external', server: server ?? null, database, schema, name };
    const object = this.find({ schema, name });
    return object ? { kind: 'object', object } : { kind: 'unknown', schema, name };
  }

  private key(name: QualifiedName): string {
    return this.fold(`${name.schema}\u0000${name.name}`);
  }

  private fold(text: string): string {
    return this.caseSensitive ? text : text.toLowerCase();
  }
}
