/** What is stored, by name: tables, views, routines, sequences, synonyms and types, with what is lacking of them. */
import type { CreateRoutine, ObjectName, Query, TableElement } from '../../syntax/tsql/ast/index.js';
import type { AliasLookup } from '../../syntax/tsql/data-type.js';
import type { SqlType } from '../../catalog/sql-type.js';
import { NotInEngine, SqlError } from '../errors.js';
import { FIXED_SCHEMAS, isNeeded } from './fixed-schemas.js';
import type { Sequence } from './sequence.js';
import type { StoredTable } from './stored-table.js';
import { UndoLog } from './undo-log.js';

export type StoredObject =
  | { readonly kind: 'table'; readonly table: StoredTable }
  | { readonly kind: 'view'; readonly query: Query; readonly columns: readonly string[] }
  | { readonly kind: 'routine'; readonly routine: CreateRoutine }
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  | { readonly kind: 'synonym'; readonly target: ObjectName };

export interface NamedObject {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly object: StoredObject;
}

export type StoredType =
  | { readonly kind: 'alias'; readonly type: SqlType; readonly nullable: boolean }
  | { readonly kind: 'table'; readonly elements: readonly TableElement[] };

export const DEFAULT_SCHEMA = 'dbo';
const maxSynonyms = 32;
/** Beyond all ids of objects. */
const firstPartId = 1_500_000_001;
/** Smaller ids are those of the system's types, and of the schemas without which there is no database. */
const FIRST_OWN_TYPE = 257;
const FIRST_OWN_SCHEMA = 5;

/** The parts of a name that matter here. */
export interface PlainName {
  readonly schema: string;
  readonly name: string;
}

export class Database {
  readonly log = new UndoLog();
  /** Grows with each change of a definition: what was bound before is bound anew. */
  version = 0;
  private readonly objects = new Map<string, NamedObject>();
  private readonly types = new Map<string, StoredType>();
  private readonly typeNames = new Map<string, { readonly id: number; readonly name: string }>();
  private nextTypeId = FIRST_OWN_TYPE;
  /** With their ids. */
  private readonly schemas = new Map(Object.entries(FIXED_SCHEMAS));
  private nextSchemaId = FIRST_OWN_SCHEMA;
  private readonly lacking = new Map<string, NotInEngine>();
  private readonly partIds = new Map<string, number>();
  private nextId = 100_000_001;

  constructor(
    readonly name: string,
    readonly defaultCollation: string,
  ) {}

  readonly aliases: AliasLookup = (schema, name) => {
    const found = this.types.get(keyOfName({ schema: schema ?? DEFAULT_SCHEMA, name }));
    return found?.kind === 'alias' ? { type: found.type, nullable: found.nullable } : null;
  };

  /** @throws NotInEngine for another server or database, and for the system's own views */
  plainName(name: ObjectName): PlainName {
    const parts = name.parts.map((part) => part?.value ?? null);
    const own = parts.at(-1) ?? '';
    const schema = parts.at(-2) ?? DEFAULT_SCHEMA;
    const database = parts.at(-3) ?? null;
    if (parts.length > 3 && parts[0]) throw new NotInEngine('ENGINE-LINKED-SERVER', `a name of another server: ${own}`);
    if (own.startsWith('#')) return { schema: DEFAULT_SCHEMA, name: own };
    if (database !== null && !same(database, this.name))
      throw new NotInEngine('ENGINE-OTHER-DATABASE', `a name of another database: ${database}`);
    if (same(schema, 'sys') || same(schema, 'information_schema'))
      throw new NotInEngine('ENGINE-SYSTEM-CATALOG', `${schema}.${own}`);
    return { schema, name: own };
  }

  /** Synonyms are followed. @throws NotInEngine when what the name stands for could not be made */
  find(name: ObjectName): NamedObject | null {
    let at = name;
    for (let count = 0; count < maxSynonyms; count++) {
      const found = this.named(this.plainName(at));
      if (found?.object.kind !== 'synonym') return found;
      at = found.object.target;
    }
    return null;
  }

  /** Without following synonyms. */
  named(name: PlainName): NamedObject | null {
    const key = keyOfName(name);
    const missing = this.lacking.get(key);
    if (missing) throw missing;
    return this.objects.get(key) ?? null;
  }

  /** Name of something that could not be made, or that may have been made; null when all is known. */
  unknownObject(): string | null {
    return [...this.lacking.keys()].find((key) => !this.objects.has(key) && !key.startsWith('#')) ?? null;
  }

  /** Of a constraint or trigger, which is found by its table and name: the same each time. */
  partId(tableId: number, name: string): number {
    const key = `${tableId}.${name.toLowerCase()}`;
    const id = this.partIds.get(key) ?? firstPartId + this.partIds.size;
    this.partIds.set(key, id);
    return id;
  }

  schemaRows(): (readonly [name: string, id: number])[] {
    return [...this.schemas];
  }

  byId(id: number): NamedObject | null {
    return [...this.objects.values()].find((object) => object.id === id) ?? null;
  }

  all(): Iterable<NamedObject> {
    return this.objects.values();
  }

  tables(): StoredTable[] {
    return [...this.objects.values()].flatMap(({ object }) => (object.kind === 'table' ? [object.table] : []));
  }

  /** @throws SqlError 2714 (the name is taken), 2760 (no such schema) */
  add(name: PlainName, object: StoredObject): void {
    if (!this.hasSchema(name.schema))
      throw new SqlError(2760, `The specified schema name "${name.schema}" either does not exist or you do not have permission to use it.`); // prettier-ignore
    if (this.named(name)) throw nameTaken(name.name);
    this.put(name, object);
  }

  /** Adds, or takes the place of what had the name; it keeps its id. */
  put(name: PlainName, object: StoredObject): void {
    const key = keyOfName(name);
    const before = this.objects.get(key);
    const id = before?.id ?? this.nextId++;
    this.lacking.delete(key);
    this.change(key, { id, schema: name.schema, name: name.name, object });
  }

  remove(name: PlainName): void {
    this.lacking.delete(keyOfName(name));
    this.change(keyOfName(name), null);
  }

  /** From now on whoever names it is told what the engine lacks: its definition or its rows would not be right. */
  spoil(name: PlainName, missing: NotInEngine): void {
    this.version++;
    this.lacking.set(keyOfName(name), missing);
  }

  /** Whether something is known to be missing under this name. */
  isSpoiled(name: PlainName): boolean {
    return this.lacking.has(keyOfName(name));
  }

  hasSchema(name: string): boolean {
    return this.schemaId(name) !== null;
  }

  schemaId(name: string): number | null {
    return [...this.schemas].find(([schema]) => same(schema, name))?.[1] ?? null;
  }

  schemaName(id: number): string | null {
    return [...this.schemas].find(([, own]) => own === id)?.[0] ?? null;
  }

  addSchema(name: string): void {
    if (this.hasSchema(name)) throw nameTaken(name);
    this.schemas.set(name, this.nextSchemaId++);
    this.log.add(() => this.schemas.delete(name));
  }

  removeSchema(name: string): void {
    const [found, id] = [...this.schemas].find(([schema]) => same(schema, name)) ?? [];
    if (found === undefined || id === undefined) throw new SqlError(15_151, `Cannot drop the schema '${name}', because it does not exist or you do not have permission.`); // prettier-ignore
    if (isNeeded(id)) throw new SqlError(15_150, `Cannot drop the schema '${found}'.`);
    const held = [...this.objects.values()].find((object) => same(object.schema, name));
    if (held) throw new SqlError(3729, `Cannot drop schema '${name}' because it is being referenced by object '${held.name}'.`); // prettier-ignore
    this.schemas.delete(found);
    this.log.add(() => this.schemas.set(found, id));
  }

  type(name: PlainName): StoredType | null {
    return this.types.get(keyOfName(name)) ?? null;
  }

  typeId(name: PlainName): number | null {
    const key = keyOfName(name);
    return this.types.has(key) ? (this.typeNames.get(key)?.id ?? null) : null;
  }

  /** Without its schema. */
  typeName(id: number): string | null {
    const [key, found] = [...this.typeNames].find(([, own]) => own.id === id) ?? [];
    return key !== undefined && found && this.types.has(key) ? found.name : null;
  }

  addType(name: PlainName, type: StoredType): void {
    const key = keyOfName(name);
    if (this.types.has(key))
      throw new SqlError(219, `The type '${name.schema}.${name.name}' already exists, or you do not have permission to create it.`); // prettier-ignore
    this.version++;
    this.types.set(key, type);
    this.typeNames.set(key, { id: this.nextTypeId++, name: name.name });
    this.log.add(() => this.types.delete(key));
  }

  removeType(name: PlainName): boolean {
    const key = keyOfName(name);
    const before = this.types.get(key);
    if (!before) return false;
    this.version++;
    this.types.delete(key);
    this.log.add(() => this.types.set(key, before));
    return true;
  }

  private change(key: string, object: NamedObject | null): void {
    const before = this.objects.get(key);
    this.version++;
    if (object) this.objects.set(key, object);
    else this.objects.delete(key);
    this.log.add(() => {
      this.version++;
      if (before) this.objects.set(key, before);
      else this.objects.delete(key);
    });
  }
}

export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const keyOfName = ({ schema, name }: PlainName): string =>
  name.startsWith('#') ? name.toLowerCase() : `${schema.toLowerCase()}.${name.toLowerCase()}`;

export const nameTaken = (name: string): SqlError =>
  new SqlError(2714, `There is already an object named '${name}' in the database.`);
