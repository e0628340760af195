/** One run of a batch, a procedure, a function or a dynamic text: its variables, and how its expressions find things. */
import type { Expression, ObjectName, TypeName } from '../../syntax/tsql/ast/index.js';
import { catalogView } from '../catalog-views/catalog-view.js';
import type { ShownColumns } from '../catalog-views/column-rows.js';
import { converter } from '../conversion/convert.js';
import { SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import type { Scope } from '../expressions/scope.js';
import { unitOf, type FoundObject, type Objects } from '../queries/objects.js';
import { bindInlineBody } from '../queries/table-function.js';
import { rootScope } from '../queries/root-scope.js';
import type { Run } from '../session/run.js';
import type { NamedObject } from '../storage/database.js';
import type { StoredTable } from '../storage/stored-table.js';
import { INT, nvarchar, type Type } from '../types/type.js';
import { writtenType } from '../types/written-type.js';
import type { Value } from '../values/value.js';
import { globalType } from './global-variables.js';
import { callableFunction, callableTableFunction } from './scalar-function.js';
import type { SessionState } from './session-state.js';

export const NO_ROW: Frame = { row: [], outer: null };

export interface ActivationUnit {
  readonly kind: 'batch' | 'procedure' | 'function' | 'dynamic';
  /** Of a routine. */
  readonly name: string | null;
  readonly schema?: string | undefined;
  /** The text its statements are places of, from where lines are counted; null when nobody knows. */
  readonly text?: SourceText | null;
}

export interface SourceText {
  readonly text: string;
  /** Offset of its first line. */
  readonly from: number;
}

export class Activation {
  readonly variableTypes = new Map<string, Type>();
  readonly tableVariables = new Map<string, StoredTable>();
  /** Temporary tables made here: they go with it. */
  readonly temporary: string[] = [];
  /** Temporary tables of who called, hidden by those of the same name made here. */
  readonly hidden: NamedObject[] = [];
  readonly objects: Objects;
  /** What RETURN gave. */
  returned: Value = null;
  returnedType: Type = INT;
  /** TRY blocks of this activation around the statement at hand. */
  tryDepth = 0;

  constructor(
    readonly session: SessionState,
    readonly run: Run,
    readonly unit: ActivationUnit,
  ) {
    run.session = session;
    this.objects = this.makeObjects();
    this.publish();
  }

  get scope(): Scope {
    const { kind, name, schema } = this.unit;
    return rootScope(this.objects, this.session.settings, 0, kind === 'function' && name ? unitOf(schema, name) : null);
  }

  typeOf(name: TypeName): Type {
    const { database } = this.session;
    return writtenType(name, database.aliases, database.defaultCollation, 'column');
  }

  bind(expression: Expression): Bound {
    return this.scope.binder.expression(expression, this.scope);
  }

  evaluate(expression: Expression): { readonly value: Value; readonly type: Type } {
    const bound = this.bind(expression);
    return { type: bound.type, value: bound.evaluate(NO_ROW, this.run) };
  }

  evaluateAs(expression: Expression, type: Type): Value {
    const { value, type: from } = this.evaluate(expression);
    return converter(from, type, { kind: 'implicit' })(value, this.run);
  }

  /** As a text; empty for NULL. */
  evaluateText(expression: Expression, length: number | 'max' = 'max'): string {
    const value = this.evaluateAs(expression, nvarchar(length, this.session.database.defaultCollation));
    return typeof value === 'string' ? value : '';
  }

  test(condition: Expression): boolean | null {
    return this.scope.binder.predicate(condition, this.scope).test(NO_ROW, this.run);
  }

  declare(name: string, type: Type): void {
    this.variableTypes.set(name.toLowerCase(), type);
    this.run.variables.set(name.toLowerCase(), null);
  }

  /** @throws SqlError 137 */
  assign(name: string, value: Value, from: Type): void {
    const type = this.objects.variableType(name);
    if (!type) throw new SqlError(137, `Must declare the scalar variable "${name}".`, 15, 2);
    this.run.variables.set(name.toLowerCase(), converter(from, type, { kind: 'implicit' })(value, this.run));
  }

  /** Makes the `@@` variables tell what is so now. */
  publish(): void {
    for (const [name, value] of Object.entries(this.session.globals())) this.run.variables.set(name, value);
    this.run.variables.set('@@procid', this.procedureId());
  }

  private procedureId(): number {
    const { kind, name } = this.unit;
    return name === null || (kind !== 'procedure' && kind !== 'function')
      ? 0
      : (this.session.objectId(name, null) ?? 0);
  }

  /** Of a statement, counted from 1; null where the text is not known. */
  lineOf(offset: number): number | null {
    const source = this.unit.text;
    return source ? source.text.slice(source.from, offset).split('\n').length : null;
  }

  private makeObjects(): Objects {
    const { database } = this.session;
    return {
      defaultCollation: database.defaultCollation,
      callsWithoutSchema: this.session.tolerances.functionsWithoutSchema === true,
      aliases: database.aliases,
      find: (name) => this.find(name),
      tableVariable: (name) => this.tableVariables.get(name.toLowerCase()) ?? null,
      scalarFunction: (name) => {
        const found = database.find(name)?.object;
        return found?.kind === 'routine' &&
          found.routine.type === 'function' &&
          found.routine.returns?.type === 'scalar'
          ? callableFunction(found.routine, this.session)
          : null;
      },
      tableFunction: (name) => {
        const found = database.find(name)?.object;
        return found?.kind === 'routine' ? callableTableFunction(found.routine, this.session) : null;
      },
      variableType: (name) => this.variableTypes.get(name.toLowerCase()) ?? this.globalType(name.toLowerCase()),
      sequence: (name) => {
        const found = database.find(name)?.object;
        if (found?.kind !== 'sequence') return null;
        // Looked up at each call: ALTER SEQUENCE puts another in its place.
        return {
          type: found.sequence.parts.type,
          next: (row) => (row === NO_ROW ? found.sequence.next() : found.sequence.nextFor(row)),
        };
      },
    };
  }

  private globalType(name: string): Type | null {
    if (name === '@@trancount') this.session.transactions.requireCertain();
    return globalType(name);
  }

  private readonly shownColumns: ShownColumns = {
    query: (query) => {
      const { scope } = this;
      return scope.binder.query(query, scope).columns;
    },
    inline: (routine) => bindInlineBody(routine, this.scope).bound.columns,
  };

  private find(name: ObjectName): FoundObject | null {
    const { database } = this.session;
    const catalog = catalogView(name, { database, shown: this.shownColumns });
    if (catalog) return { kind: 'table', table: catalog };
    const found = database.find(name);
    if (!found) return null;
    const { object } = found;
    if (object.kind === 'table') return { kind: 'table', table: object.table };
    if (object.kind === 'view')
      return { kind: 'view', schema: found.schema, name: found.name, query: object.query, columns: object.columns };
    if (object.kind === 'routine' && object.routine.type === 'function' && object.routine.returns?.type !== 'scalar')
      return { kind: 'function', name: found.name, routine: object.routine };
    return null;
  }
}
