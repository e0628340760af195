/** Binds whole objects of the catalog: the query of a view, of an inline function, of a table made by a query. */
import type { CatalogObject, QualifiedName, Table } from '../../catalog/catalog.js';
import type { CaseExpression, Identifier, Query } from '../../syntax/tsql/ast/index.js';
import { parseScript, walk } from '../../syntax/tsql/index.js';
import type { OutputColumn, QueryIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { collationFromName } from '../types/collation.js';
import { isCharacter } from '../types/families.js';
import type { CatalogIndex } from './catalog-index.js';
import { bindQuery, withColumns } from './query.js';
import { parsedRoutine, sourceText } from './scalar-function.js';
import { BindSession, type SourceText } from './session.js';
import { bindTableExpression } from './table-expression.js';

/** An object's query in the IR, null when it could not be bound; the session holds what was found on the way. */
export interface BoundObject {
  readonly query: QueryIr | null;
  readonly session: BindSession;
}

interface ParsedObject {
  readonly query: Query;
  readonly source: SourceText;
  /** `CREATE VIEW v (a, b)`. */
  readonly columns: readonly Identifier[];
  readonly parameters: ReadonlyMap<string, Scalar>;
}

/** Binds each object once, and the views it reads before it. */
export class ObjectBinder {
  private readonly bound = new Map<CatalogObject, BoundObject>();
  private readonly busy = new Set<CatalogObject>();
  private readonly tables = new Map<CatalogObject, readonly OutputColumn[]>();

  constructor(readonly index: CatalogIndex) {}

  /** The bound object; null when nothing of that name has a query, or it reads itself. */
  bind(name: QualifiedName): BoundObject | null {
    const object = this.index.find(name);
    if (object === undefined || this.busy.has(object)) return null;
    const known = this.bound.get(object);
    if (known !== undefined) return known;
    const parsed = parsedQuery(object, this.index.catalog.settings.collation);
    if (parsed === null) return null;
    this.busy.add(object);
    const made = this.bindParsed(parsed);
    this.busy.delete(object);
    this.bound.set(object, made);
    return made;
  }

  /** Columns of a table or of a view's result; null when the view cannot be bound or reads itself. */
  columnsOf(name: QualifiedName): readonly OutputColumn[] | null {
    const object = this.index.find(name);
    if (object?.kind === 'table' && object.query === null) return this.columnsOfTable(object);
    return this.bind(name)?.query?.columns ?? null;
  }

  /** A session over a text of an object. */
  session(source: SourceText): BindSession {
    return new BindSession(this.index, (name) => this.columnsOf(name), source);
  }

  private bindParsed(parsed: ParsedObject): BoundObject {
    const session = this.session(parsed.source);
    const bound = bindQuery(parsed.query, { session, ctes: new Map(), parameters: parsed.parameters, outer: null });
    noteCases(parsed.query, session);
    if (bound === null) return { query: null, session };
    const columns = namedColumns(bound, parsed, session);
    return { query: columns === null ? null : withColumns(bound, columns), session };
  }

  /** A computed column has the type of its expression. */
  private columnsOfTable(table: Table): readonly OutputColumn[] {
    const known = this.tables.get(table);
    if (known !== undefined) return known;
    const declared = table.columns.map((column): OutputColumn => {
      const collation = collationFromName(column.collation ?? this.index.catalog.settings.collation, 'implicit');
      return {
        name: column.name,
        type: { ...column.type, nullable: column.nullable, collation: isCharacter(column.type) ? collation : null },
      };
    });
    // Computed columns read the plain ones, never each other (error 1759).
    this.tables.set(table, declared);
    const columns = declared.map((column, index) => {
      const computed = table.columns[index]?.computed;
      if (!computed || column.type.base !== 'unknown') return column;
      const { scalar } = bindTableExpression(table, computed.expression, this);
      return scalar === null
        ? column
        : {
            ...column,
            type: {
              ...scalar.type,
              ...(scalar.type.collation ? { collation: { ...scalar.type.collation, rank: 'implicit' as const } } : {}),
            },
          };
    });
    this.tables.set(table, columns);
    return columns;
  }
}

/** The conditions of CASE, which the proof counts; IIF and the like have none written. */
function noteCases(query: Query, session: BindSession): void {
  walk(query, (node) => {
    if (node.kind !== 'case') return;
    // The walker hands nodes over by their kind; this one is a CASE.
    const { operand, branches } = node as unknown as CaseExpression;
    if (operand === null) for (const { when } of branches) session.predicate('case_when', when.span);
  });
}

/** Every column of a view or table has a name, and no two the same. */
function namedColumns(
  query: QueryIr,
  { columns: written }: ParsedObject,
  session: BindSession,
): readonly OutputColumn[] | null {
  if (written.length > 0 && written.length !== query.columns.length) {
    session.report('TSQL-COLUMN-COUNT', query.span);
    return null;
  }
  const seen: string[] = [];
  return query.columns.map((column, index) => {
    const name = written[index]?.value ?? column.name;
    if (name === null) session.report('TSQL-UNNAMED-COLUMN', query.span, 'the result');
    else if (seen.some((other) => session.index.same(other, name)))
      session.report('TSQL-DUPLICATE-COLUMN', query.span, name);
    seen.push(name ?? '');
    return { ...column, name };
  });
}

function parsedQuery(object: CatalogObject, collation: string): ParsedObject | null {
  if (object.kind === 'view') return parsedView(object);
  if (object.kind === 'table') return object.query === null ? null : parsedTableQuery(object, object.query);
  if (object.kind !== 'routine' || object.routineType !== 'inline_function') return null;
  const parsed = parsedRoutine(object);
  if (parsed?.node.body.type !== 'inline_query') return null;
  return {
    query: parsed.node.body.query,
    source: parsed.source,
    columns: [],
    parameters: parameterScalars(object, collation),
  };
}

function parsedView({ definition }: CatalogObject): ParsedObject | null {
  if (definition.text === null) return null;
  const script = parseScript(
    { path: definition.place.file, text: definition.text },
    { quotedIdentifier: definition.quotedIdentifier },
  );
  const statement = script.batches[0]?.statements[0];
  if (statement?.kind !== 'create_view') return null;
  return {
    query: statement.query,
    source: sourceText(definition.text, definition.place),
    columns: statement.columns,
    parameters: new Map(),
  };
}

/** The query of `CREATE TABLE ... AS` stands inside the definition; that of `SELECT INTO` was cut out of it. */
function parsedTableQuery({ definition }: Table, text: string): ParsedObject | null {
  const script = parseScript({ path: definition.place.file, text }, { quotedIdentifier: definition.quotedIdentifier });
  const statement = script.batches[0]?.statements[0];
  if (statement?.kind !== 'select_statement') return null;
  const whole = sourceText(definition.text ?? text, definition.place);
  const start = Math.max(0, (definition.text ?? '').indexOf(text));
  return {
    query: statement.query,
    source: { text, place: (offset) => whole.place(start + offset) },
    columns: [],
    parameters: new Map(),
  };
}

/** Parameters of a function that becomes a macro, as scalars by their names in lower case. */
export function parameterScalars(
  routine: Extract<CatalogObject, { kind: 'routine' }>,
  collation: string,
): Map<string, Scalar> {
  const named = collationFromName(collation, 'coercible_default');
  return new Map(
    routine.parameters.map(({ name, type }) => {
      const scalar: Scalar = {
        op: 'parameter',
        name,
        type: { ...type, nullable: true, collation: isCharacter(type) ? named : null },
        span: { start: 0, end: 0 },
      };
      return [name.toLowerCase(), scalar];
    }),
  );
}
