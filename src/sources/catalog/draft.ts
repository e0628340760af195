/** The catalog while scripts are read: objects by key, with the rows they were given. */
import type {
  CatalogObject,
  Finding,
  Place,
  QualifiedName,
  SourceSettings,
  StatementRecord,
  Table,
} from '../../catalog/catalog.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { SqlType } from '../../catalog/sql-type.js';
import type { Span, Statement, TypeName } from '../../syntax/tsql/ast/index.js';
import type { DateFormat } from '../rows/date-text.js';
import type { BulkRequest } from '../rows/bulk.js';
import { RowBuffer } from '../rows/row-buffer.js';
import { NameKeys } from './naming.js';
import { sqlTypeOf } from './types.js';

/** The statement being applied: its file's text and places, and the leading comment. */
export interface StatementContext {
  readonly text: string;
  readonly place: (offset: number) => Place;
  /** Comment that stands right before the statement, as a description; null when there is none. */
  readonly comment: string | null;
  readonly tokens: { readonly total: number; readonly covered: number };
  /** Offset at which parsing of an unsupported statement stopped. */
  readonly stoppedAt?: (span: Span) => number | undefined;
}

/** A statement to try again, with the record of its first try. */
export interface DeferredStatement {
  readonly node: Statement;
  readonly context: StatementContext;
  readonly repeat: number;
  readonly record: StatementRecord;
}

type AliasType = Catalog['aliasTypes'][number];

/** Mutable state of the reader; `finish` of the builder turns it into a Catalog. */
export class CatalogDraft {
  readonly objects = new Map<string, CatalogObject>();
  readonly synonyms = new Map<string, Catalog['synonyms'][number]>();
  readonly sequences = new Map<string, Catalog['sequences'][number]>();
  readonly aliasTypes = new Map<string, AliasType>();
  readonly tableTypes = new Map<string, Catalog['tableTypes'][number]>();
  readonly rows = new Map<string, RowBuffer>();
  readonly statements: StatementRecord[] = [];
  /** Files that BULK INSERT statements want read, in script order. */
  readonly bulkRequests: BulkRequest[] = [];
  readonly findings: Finding[] = [];
  /** Statements whose table no earlier statement made: applied again when all files are read. */
  readonly deferred: DeferredStatement[] = [];
  readonly keys: NameKeys;
  /** Session settings the script changes as it goes. */
  dateFormat: DateFormat;
  quotedIdentifier = true;
  currentDatabase: string | null = null;
  /** Databases whose USE or CREATE DATABASE was seen: names in them are local. */
  readonly ownDatabases = new Set<string>();
  private uuidCount = 0;

  constructor(readonly settings: SourceSettings) {
    this.keys = new NameKeys(/_(cs|bin2?)(_|$)/i.test(settings.collation));
    this.dateFormat = /^(us_english|english)$/i.test(settings.language) ? 'mdy' : 'dmy';
  }

  find(name: QualifiedName): CatalogObject | undefined {
    return this.objects.get(this.keys.of(name));
  }

  table(name: QualifiedName): Table | undefined {
    const found = this.find(this.throughSynonym(name));
    return found?.kind === 'table' ? found : undefined;
  }

  throughSynonym(name: QualifiedName): QualifiedName {
    const target = this.synonyms.get(this.keys.of(name))?.target;
    if (!target || target.length > 2) return name;
    return { schema: target.length === 2 ? (target[0] ?? 'dbo') : 'dbo', name: target.at(-1) ?? '' };
  }

  /** Adds an object; a second one of the same name is refused as SQL Server does (error 2714) and reported. */
  add(object: CatalogObject): boolean {
    const key = this.keys.of(object.name);
    const earlier = this.objects.get(key);
    if (earlier) {
      const first = earlier.definition.place;
      const message = `${object.name.schema}.${object.name.name} is created a second time; the first one, at ${first.file}:${first.line}, is kept. Remove one, or drop it in between.`;
      this.report('CATALOG-DUPLICATE', 'warning', message, object.definition.place);
      return false;
    }
    this.objects.set(key, object);
    return true;
  }

  drop(name: QualifiedName): boolean {
    const key = this.keys.of(name);
    this.rows.delete(key);
    return this.objects.delete(key) || this.synonyms.delete(key) || this.aliasTypes.delete(key);
  }

  rowsOf(name: QualifiedName): RowBuffer {
    const key = this.keys.of(name);
    const rows = this.rows.get(key) ?? new RowBuffer();
    this.rows.set(key, rows);
    return rows;
  }

  typeOf(written: TypeName): SqlType {
    return sqlTypeOf(written, (schema, name) => this.alias(schema, name));
  }

  /** Alias type by name; a column of it takes its nullability unless it says otherwise. */
  alias(schema: string | null, name: string): AliasType | null {
    return this.aliasTypes.get(this.keys.of({ schema: schema ?? 'dbo', name })) ?? null;
  }

  /** Notes what became of a statement; INSERTs in a row into one table make one record, so that a dump of millions stays small. */
  note(record: StatementRecord): void {
    const last = this.statements.at(-1);
    if (last && isSameInsert(last, record)) last.count = (last.count ?? 1) + 1;
    else this.statements.push(record);
  }

  report(code: string, severity: Finding['severity'], message: string, place: Place | null): void {
    this.findings.push({ code, severity, message, place });
  }

  /** Deterministic stand-in for NEWID(). */
  nextUuid(): string {
    const count = (++this.uuidCount).toString(16).padStart(12, '0');
    return `00000000-0000-4000-8000-${count}`;
  }
}

function isSameInsert(last: StatementRecord, next: StatementRecord): boolean {
  return (
    next.kind === 'insert' &&
    next.disposition === 'rows' &&
    last.kind === 'insert' &&
    last.disposition === 'rows' &&
    last.place.file === next.place.file &&
    last.object?.schema === next.object?.schema &&
    last.object?.name === next.object?.name
  );
}

/** Source text of a span. */
export function sliceOf(context: StatementContext, span: Span): string {
  return context.text.slice(span.start, span.end);
}
