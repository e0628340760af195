/** Binding of one object: where findings, dependencies and predicates are noted, and where names that must be unique come from. */
import type { Finding, Place, QualifiedName, SourceSettings } from '../../catalog/catalog.js';
import type { SqlType } from '../../catalog/sql-type.js';
import type { Span, TypeName } from '../../syntax/tsql/ast/index.js';
import { sqlTypeOf } from '../../syntax/tsql/data-type.js';
import type { PredicateSite } from '../compile.js';
import { findingOf } from '../hazards/registry.js';
import type { OutputColumn } from '../ir/relation.js';
import type { CatalogIndex } from './catalog-index.js';

/** Output columns of the catalog's tables and views; null when a view cannot be bound or reads itself. */
export type ColumnsOf = (name: QualifiedName) => readonly OutputColumn[] | null;

/** Text being bound, with a way from an offset in it to a place in the input. */
export interface SourceText {
  readonly text: string;
  readonly place: (offset: number) => Place;
}

/** Functions may be inlined into each other this deep; a recursive one is refused. */
const INLINE_DEPTH_MAX = 16;
const FINDINGS_MAX = 500;

export class BindSession {
  readonly findings: Finding[] = [];
  readonly predicates: PredicateSite[] = [];
  private readonly aliases = new Set<string>();
  private readonly read = new Map<string, QualifiedName>();
  private readonly sources: SourceText[];

  constructor(
    readonly index: CatalogIndex,
    readonly columnsOf: ColumnsOf,
    source: SourceText,
  ) {
    this.sources = [source];
  }

  get settings(): SourceSettings {
    return this.index.catalog.settings;
  }

  get source(): SourceText {
    const [first] = this.sources.slice(-1);
    if (!first) throw new Error('a session always has a source');
    return first;
  }

  /** Objects read, sorted. */
  get dependencies(): readonly QualifiedName[] {
    return [...this.read.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
  }

  report(code: string, span: Span, detail?: string): void {
    if (this.findings.length >= FINDINGS_MAX) return;
    this.findings.push(findingOf(code, detail, this.source.place(span.start)));
  }

  dependsOn(name: QualifiedName): void {
    this.read.set(`${name.schema}\u0000${name.name}`, { schema: name.schema, name: name.name });
  }

  predicate(kind: PredicateSite['kind'], span: Span): void {
    const { line, column } = this.source.place(span.start);
    this.predicates.push({ kind, line, column, text: this.source.text.slice(span.start, span.end) });
  }

  /** An alias no relation of this object has yet: the wanted one, else numbered. */
  alias(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.aliases.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
    this.aliases.add(name.toLowerCase());
    return name;
  }

  declaredType(written: TypeName): SqlType {
    return sqlTypeOf(written, (schema, name) => this.index.aliasType(schema, name));
  }

  /** Runs a binder over another text (a function's body): places are that text's. Null when inlining is too deep. */
  within<T>(source: SourceText, bind: () => T): T | null {
    if (this.sources.length > INLINE_DEPTH_MAX) return null;
    this.sources.push(source);
    try {
      return bind();
    } finally {
      this.sources.pop();
    }
  }
}
