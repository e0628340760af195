/** A definition read against the catalog: which source each column comes from, and whether it can be NULL where it is used. */
import type { Catalog, CatalogObject } from '../../catalog/catalog.js';
import type { ColumnReference, Expression, Query, Select, TableSource } from '../../syntax/tsql/ast/index.js';
import type { AnyNode } from '../../syntax/tsql/walk.js';
import { columnsOfQuery, describe, renamed, sourceColumns } from './columns.js';
import { DefinitionTree } from './definition-tree.js';
import { extendsSide, joinsAbove, leavesOf } from './joins.js';
import { isLateral, keysOfQuery, sourceKeys } from './keys.js';
import { nonNullOf } from './nullability.js';
import { Objects } from './objects.js';
import type { Key, NonNull, ReadColumn, Resolved, Source } from './source.js';
import { requiredColumns } from './strictness.js';

/** Where in its query an expression is worked out. */
export interface Place {
  readonly select: Select;
  /** `from`: on rows of a part of FROM, below `join`; `where`: on whole rows of FROM; `after`: on rows that WHERE let pass. */
  readonly phase: 'from' | 'where' | 'after';
  readonly join: AnyNode | null;
}

export class Reading {
  private readonly sources = new Map<Select, readonly Source[]>();
  private readonly places = new Map<AnyNode, Place | null>();

  constructor(
    readonly tree: DefinitionTree,
    readonly objects: Objects,
  ) {}

  /** @param catalog null: no table is known, and everything can be NULL */
  static of(tree: DefinitionTree, catalog: Catalog | null): Reading {
    return new Reading(tree, new Objects(catalog));
  }

  sourcesOf(select: Select): readonly Source[] {
    const known = this.sources.get(select);
    if (known) return known;
    const made = select.from.flatMap(leavesOf).map((node) => this.sourceOf(node));
    this.sources.set(select, made);
    return made;
  }

  /** Of those parts of FROM that stand in `part`. */
  sourcesIn(part: TableSource, select: Select): readonly Source[] {
    const leaves = new Set<TableSource>(leavesOf(part));
    return this.sourcesOf(select).filter(({ node }) => leaves.has(node));
  }

  /** All for a name of null. Null when two have the name: tables of two schemas, which the name alone does not tell apart. */
  sourcesNamed(name: string | null, select: Select): readonly Source[] | null {
    if (name === null) return this.sourcesOf(select);
    const found = this.sourcesOf(select).filter((source) => source.name === name);
    return found.length > 1 ? null : found;
  }

  columnsOf(query: Query): readonly ReadColumn[] | null {
    return columnsOfQuery(query, this);
  }

  /** Of a view or an inline function. */
  columnsOfObject(object: CatalogObject): readonly ReadColumn[] | null {
    return this.objects.columnsOf(object, () => {
      const found = this.definitionOf(object);
      return found && renamed(found.reading.columnsOf(found.query), found.names);
    });
  }

  /** What a view or an inline function asks; null for others. */
  queryOf(object: CatalogObject): Query | null {
    return this.definitionOf(object)?.query ?? null;
  }

  /** Of a view or an inline function, for one call of it. */
  keysOfObject(object: CatalogObject): readonly Key[] {
    return this.objects.keysOf(object, () => {
      const found = this.definitionOf(object);
      return found ? keysOfQuery(found.query, found.reading) : [];
    });
  }

  private definitionOf({ definition: { text, quotedIdentifier } }: CatalogObject) {
    const tree = text === null ? null : DefinitionTree.read({ text, quotedIdentifier });
    const statement = tree?.statements.find(({ kind }) => kind === 'create_view' || kind === 'create_routine');
    if (!tree || !statement) return null;
    const reading = new Reading(tree, this.objects);
    if (statement.kind === 'create_view') return { reading, query: statement.query, names: statement.columns };
    if (statement.kind !== 'create_routine' || statement.body.type !== 'inline_query') return null;
    return { reading, query: statement.body.query, names: [] };
  }

  nonNull(expression: Expression): NonNull {
    return nonNullOf(expression, this);
  }

  /** The nearest query around, and where in it the node is. Null outside of queries. */
  placeOf(node: AnyNode): Place | null {
    const known = this.places.get(node);
    if (known !== undefined) return known;
    const made = this.findPlace(node);
    this.places.set(node, made);
    return made;
  }

  /** Where a name leads, and whether it is a column of the query at hand. Null when that is not known. */
  resolve({ name, qualifier }: ColumnReference, from: AnyNode): (Resolved & { readonly place: Place; readonly isOwn: boolean }) | null {
    const wanted = name.value.toLowerCase();
    const table = qualifier.at(-1)?.value.toLowerCase() ?? null;
    let isOwn = true;
    for (let place = this.placeOf(from); place; place = this.placeAround(place.select), isOwn = false) {
      const sources = this.sourcesNamed(table, place.select);
      if (sources === null) return null;
      for (const source of sources) {
        const column = source.columns()?.find((each) => each.name.toLowerCase() === wanted);
        if (column) return { source, column, place, isOwn };
      }
      if (sources.length > 0 && (table !== null || sources.some((source) => source.columns() === null))) return null;
    }
    return null;
  } // prettier-ignore

  /** Whether an outer join may have made the source NULL where rows are at `place`. */
  isExtended(source: Source, { join }: Place): boolean {
    return joinsAbove(source.node, this.tree, join).some(extendsSide);
  }

  /** Whether conditions that hold already, where rows are at `place`, need the column to have a value. */
  isRequired({ source, column }: Resolved, place: Place): boolean {
    return this.conditionsBefore(place).some((condition) =>
      requiredColumns(condition).some((reference) => {
        const found = this.resolve(reference, reference);
        return found?.source === source && found.column === column;
      }),
    );
  }

  /** WHERE, and those ON that hold for every row. */
  private conditionsBefore({ select, phase, join }: Place): Expression[] {
    const inner = select.from.flatMap((part) => this.innerConditions(part, join));
    return phase === 'after' && select.where ? [...inner, select.where] : inner;
  }

  private innerConditions(part: TableSource, below: AnyNode | null): Expression[] {
    const found: Expression[] = [];
    const visit = (source: TableSource, isInside: boolean, isSure: boolean): void => {
      if (source.kind === 'parenthesised_table' || source.kind === 'odbc_join') return visit(source.table, isInside, isSure); // prettier-ignore
      if (source.kind !== 'join' && source.kind !== 'apply') return;
      const within = isInside || below === null;
      if (within && isSure && source.kind === 'join' && source.type === 'inner' && source.on) found.push(source.on);
      for (const side of ['left', 'right'] as const)
        visit(source[side], within || source === below, (isSure || source === below) && (!within || !extendsSide({ node: source, side }))); // prettier-ignore
    };
    visit(part, false, true);
    return found;
  }

  private sourceOf(node: TableSource): Source {
    const { name, table } = describe(node, this);
    let columns: readonly ReadColumn[] | null | undefined;
    let isBusy = false;
    let keys: readonly Key[] | undefined;
    return {
      name,
      table,
      node,
      keys: () => (keys ??= sourceKeys(node, this)),
      isLateral: () => isLateral(node, this),
      columns: () => {
        if (columns !== undefined || isBusy) return columns ?? null;
        isBusy = true;
        columns = sourceColumns(node, this);
        isBusy = false;
        return columns;
      },
    };
  }

  /** Of a query in an expression, or beside others under APPLY: the place it stands at. A derived table sees only what is around all of FROM. */
  private placeAround(select: Select): Place | null {
    let isDerived = false;
    let child: AnyNode = select;
    for (let at = this.tree.parentOf(select); at; child = at, at = this.tree.parentOf(at)) {
      if (at.kind === 'derived_table') isDerived = true;
      if (at.kind === 'apply' && 'right' in at && at.right === child) isDerived = false;
      if (at.kind === 'select') {
        const around = at as Select; // a node of kind `select` is one
        return isDerived ? this.placeAround(around) : this.placeOf(select);
      }
      if (at.kind === 'cte') return null;
    }
    return this.placeOf(select);
  }

  private findPlace(node: AnyNode): Place | null {
    let child = node;
    for (let at = this.tree.parentOf(node); at; child = at, at = this.tree.parentOf(at)) {
      if (at.kind === 'join' || at.kind === 'apply') {
        const outer = this.selectAround(at);
        // What a derived table on one side asks for is not this query's: it has a SELECT of its own, found before.
        return outer ? { select: outer, phase: 'from', join: at } : null;
      }
      if (at.kind === 'query') {
        const { body, orderBy } = at as Query; // a node of kind `query` is one
        if (body.kind === 'select' && orderBy.some((item) => item === child)) return { select: body, phase: 'after', join: null }; // prettier-ignore
      }
      if (at.kind !== 'select') continue;
      const select = at as Select; // a node of kind `select` is one
      if (child === select.where) return { select, phase: 'where', join: null };
      const isSource = select.from.some((part) => part === child);
      return isSource ? { select, phase: 'from', join: child } : { select, phase: 'after', join: null };
    }
    return null;
  }

  private selectAround(node: AnyNode): Select | null {
    let at: AnyNode | null = node;
    while (at && at.kind !== 'select') at = this.tree.parentOf(at);
    return at as Select | null; // the loop ends at one
  }
}
