/** A table in memory: its rows, and the keys that are unique among them. */
import type { Expression } from '../../syntax/tsql/ast/index.js';
import { keyOf } from '../collation/order.js';
import { SqlError } from '../errors.js';
import type { Bound, BoundPredicate } from '../expressions/bound.js';
import type { ReadableTable, TableColumn } from '../queries/objects.js';
import { textOf } from '../conversion/convert.js';
import type { Type } from '../types/type.js';
import type { Row } from '../values/value.js';
import type { UndoLog } from './undo-log.js';

export interface Identity {
  readonly seed: bigint;
  readonly increment: bigint;
  /** Null before the first row. Never taken back: a rollback leaves gaps. */
  last: bigint | null;
}

export interface DefaultValue {
  readonly name: string;
  readonly expression: Expression;
}

export interface StoredColumn extends TableColumn {
  readonly identity: Identity | null;
  readonly computed: { readonly expression: Expression; readonly isPersisted: boolean } | null;
  default: DefaultValue | null;
}

export interface KeyConstraint {
  readonly name: string;
  readonly kind: 'primary_key' | 'unique' | 'unique_index';
  /** Positions. */
  readonly columns: readonly number[];
  /** Of a filtered index: only rows for which it is true count. */
  readonly filter: Expression | null;
  /** WITH (IGNORE_DUP_KEY = ON): a duplicate row is left out with a warning. */
  readonly ignoresDuplicates: boolean;
}

export interface CheckConstraint {
  readonly name: string;
  readonly expression: Expression;
  /** For the message of a check that was written on its column. */
  readonly column: string | null;
  isEnabled: boolean;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly parent: StoredTable;
  readonly parentColumns: readonly string[];
  readonly onDelete: ReferentialChange;
  readonly onUpdate: ReferentialChange;
  isEnabled: boolean;
}

export type ReferentialChange = 'no_action' | 'cascade' | 'set_null' | 'set_default';

/** What is worked out of a table's expressions once, until its definition changes. */
export interface TableExpressions {
  /** By column position. */
  readonly defaults: readonly (Bound | null)[];
  readonly computed: readonly (Bound | null)[];
  readonly checks: readonly BoundPredicate[];
  /** By key, of filtered indexes. */
  readonly filters: readonly (BoundPredicate | null)[];
}

export interface TableParts {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'temporary' | 'variable';
  readonly columns: readonly StoredColumn[];
  readonly log: UndoLog;
}

export class StoredTable implements ReadableTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: TableParts['kind'];
  columns: readonly StoredColumn[];
  constraints: readonly KeyConstraint[] = [];
  checks: readonly CheckConstraint[] = [];
  foreignKeys: readonly ForeignKey[] = [];
  expressions: TableExpressions | null = null;
  /** Triggers by name: the engine has none, so what would fire them is not done. */
  readonly triggers = new Set<string>();
  private readonly log: UndoLog;
  private list: Row[] = [];
  /** The list was handed out: it must not be changed in place any more. */
  private isHandedOut = false;
  private indexes: (Map<string, Row> | null)[] = [];

  constructor({ schema, name, kind, columns, log }: TableParts) {
    this.schema = schema;
    this.name = name;
    this.kind = kind;
    this.columns = columns;
    this.log = log;
  }

  get rows(): readonly Row[] {
    this.isHandedOut = true;
    return this.list;
  }

  get rowCount(): number {
    return this.list.length;
  }

  get keys(): readonly (readonly number[])[] {
    return this.constraints
      .filter(({ columns, filter }) => filter === null && columns.every((at) => this.columns[at]?.isNullable === false))
      .map(({ columns }) => columns);
  }

  /** `dbo.t`, as messages name it. */
  get fullName(): string {
    return this.kind === 'table' ? `${this.schema}.${this.name}` : this.name;
  }

  positionOf(column: string): number {
    const wanted = column.toLowerCase();
    return this.columns.findIndex(({ name }) => name.toLowerCase() === wanted);
  }

  /** Adds rows without any check. They come last. */
  append(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    if (this.isHandedOut) this.list = this.list.slice();
    this.isHandedOut = false;
    const before = this.list.length;
    for (const row of rows) this.list.push(row);
    this.log.add(() => this.reset(this.list.slice(0, before)), this.kind !== 'variable');
  }

  /** Puts other rows in the place of all, without any check. */
  replace(rows: readonly Row[]): void {
    const before = this.list;
    this.log.add(() => this.reset(before), this.kind !== 'variable');
    this.reset(rows.slice());
  }

  /** To be called before the definition changes, so that it can be taken back. */
  noteDefinition(): void {
    const { columns, constraints, checks, foreignKeys } = this;
    const defaults = columns.map((column) => column.default);
    this.log.add(() => {
      Object.assign(this, { columns, constraints, checks, foreignKeys, expressions: null });
      for (const [at, column] of columns.entries()) column.default = defaults[at] ?? null;
      this.indexes = [];
    }, this.kind !== 'variable');
    this.expressions = null;
    this.indexes = [];
  }

  private reset(rows: Row[]): void {
    this.list = rows;
    this.isHandedOut = true;
    this.indexes = [];
  }

  /** Rows by their values in a key; built when asked for, kept until rows are taken away. */
  private index(at: number, isCounted: (row: Row) => boolean | null): Map<string, Row> {
    const known = this.indexes[at];
    if (known) return known;
    const made = new Map<string, Row>();
    const constraint = this.constraints[at];
    if (constraint) this.fill(made, constraint, this.list, isCounted);
    this.indexes[at] = made;
    return made;
  }

  /**
   * Adds rows, refusing those with a key that is there already.
   * @returns the rows that were added: fewer where a key ignores duplicates
   * @throws SqlError 2627, 2601
   */
  appendUnique(rows: readonly Row[], isCounted: (key: number, row: Row) => boolean | null): readonly Row[] {
    let added = rows;
    for (const [at, constraint] of this.constraints.entries()) {
      const index = this.index(at, (row) => isCounted(at, row));
      try {
        added = this.fill(index, constraint, added, (row) => isCounted(at, row));
      } catch (error) {
        this.indexes = [];
        throw error;
      }
    }
    this.append(added);
    return added;
  }

  /** Keys of the rows that are there, as `rowKey` writes them; null when no constraint is on just these columns. */
  keysOf(columns: readonly number[]): Pick<ReadonlySet<string>, 'has'> | null {
    const at = this.constraints.findIndex(({ filter, columns: own }) => filter === null && own.length === columns.length && own.every((column, index) => column === columns[index])); // prettier-ignore
    return at < 0 ? null : this.index(at, () => true);
  }

  /** @throws SqlError 2627, 2601 when two of the rows that are now there have the same key */
  requireUnique(isCounted: (key: number, row: Row) => boolean | null): void {
    this.indexes = [];
    for (const at of this.constraints.keys()) this.index(at, (row) => isCounted(at, row));
  }

  private fill(
    index: Map<string, Row>,
    constraint: KeyConstraint,
    rows: readonly Row[],
    isCounted: (row: Row) => boolean | null,
  ): readonly Row[] {
    const keyOfRow = rowKey(constraint.columns.map((at) => ({ at, type: this.columns[at]?.type })));
    const added: Row[] = [];
    for (const row of rows) {
      if (constraint.filter && isCounted(row) !== true) {
        added.push(row);
        continue;
      }
      const key = keyOfRow(row);
      if (index.has(key)) {
        if (constraint.ignoresDuplicates) continue;
        throw duplicateKey(this, constraint, row);
      }
      index.set(key, row);
      added.push(row);
    }
    return added;
  }
}

/** A text that is the same for rows with the same values in these columns; NULLs are the same, as they are to a key. */
export function rowKey(
  columns: readonly { readonly at: number; readonly type: Type | undefined }[],
): (row: Row) => string {
  const parts = columns.map(({ at, type }) => {
    const key = type ? keyOf(type) : () => '';
    return (row: Row): string => {
      const value = row[at] ?? null;
      if (value === null) return 'n';
      const text = String(key(value));
      return `${text.length}:${text}`;
    };
  });
  return (row) => parts.map((part) => part(row)).join('');
}

function duplicateKey(table: StoredTable, constraint: KeyConstraint, row: Row): SqlError {
  const values = constraint.columns.map((at) => {
    const value = row[at] ?? null;
    const type = table.columns[at]?.type;
    return value === null || !type ? '<NULL>' : textOf(value, type);
  });
  const tail = `The duplicate key value is (${values.join(', ')}).`;
  if (constraint.kind === 'unique_index')
    return new SqlError(2601, `Cannot insert duplicate key row in object '${table.fullName}' with unique index '${constraint.name}'. ${tail}`, 14); // prettier-ignore
  const kind = constraint.kind === 'primary_key' ? 'PRIMARY KEY' : 'UNIQUE KEY';
  return new SqlError(2627, `Violation of ${kind} constraint '${constraint.name}'. Cannot insert duplicate key in object '${table.fullName}'. ${tail}`, 14); // prettier-ignore
}
