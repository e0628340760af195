/** Functions in FROM: built-in ones, and a person's inline ones. */
import type { CreateRoutine, Expression, FunctionCall, OpenJson, TableFunction } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import { BUILT_IN } from '../functions/built-in.js';
import { mayBeBuiltIn } from '../functions/documented-names.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import type { BoundQuery, Relation, Scope, ScopeColumn } from '../expressions/scope.js';
import { TABLE_FUNCTIONS, type BoundTableFunction } from '../functions/table-functions.js';
import { openJson } from '../json/open-json.js';
import { unitOf, type CallableTableFunction } from './objects.js';
import { INT } from '../types/type.js';
import { writtenType } from '../types/written-type.js';
import { asColumn } from './from.js';

export function bindTableFunction({ call, oldSystem }: TableFunction, scope: Scope): Relation {
  if (call.kind === 'method') throw new NotInEngine('ENGINE-XML-NODES', 'the nodes of an xml value');
  if (oldSystem) throw new NotInEngine('ENGINE-SYSTEM-FUNCTION', 'a system function of old');
  const name = call.name.parts.at(-1)?.value ?? '';
  const outside = scope.with({ columns: [], interceptor: null });
  const isPlain = call.name.parts.length === 1;
  if (isPlain && Object.hasOwn(TABLE_FUNCTIONS, name.toLowerCase())) return builtIn(call, name, outside);
  // A table function of a person may be called without its schema. Source: Microsoft Learn, "CREATE FUNCTION", Remarks.
  const found = scope.objects.find(call.name);
  // Those of SQL Server's functions that give one value are no tables.
  const isScalar = isPlain && Object.hasOwn(BUILT_IN, name.toLowerCase());
  if (isPlain && !found && !isScalar && mayBeBuiltIn(name.toLowerCase()))
    throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `the table function ${name}`);
  if (found?.kind !== 'function') throw new SqlError(208, `Invalid object name '${call.name.parts.map((part) => part?.value ?? '').join('.')}'.`); // prettier-ignore
  const called = found.routine.body.type === 'statements' ? scope.objects.tableFunction?.(call.name) : null;
  return called ? ofStatements(called, name, call, outside) : inline(found.routine, name, call, outside);
}

function ofStatements(
  { parameters, columns, rows }: CallableTableFunction,
  name: string,
  call: FunctionCall,
  scope: Scope,
): Relation {
  if (call.args.length !== parameters.length)
    throw new SqlError(call.args.length < parameters.length ? 313 : 8144, `An insufficient number of arguments were supplied for the procedure or function ${name}.`); // prettier-ignore
  const args = call.args.map((arg, index) => {
    const type = parameters[index]?.type;
    if (!type || (arg.kind === 'literal' && arg.type === 'default')) return null;
    return toType(scope.binder.expression(arg, scope), type);
  });
  return {
    columns: columns.map((column) => ({ table: name, name: column.name, type: asColumn(column.type), isNullable: column.isNullable })), // prettier-ignore
    rows: (outer, run) =>
      rows(
        args.map((arg) => (arg ? arg.evaluate({ row: [], outer }, run) : undefined)),
        run,
      ),
  };
}

function builtIn(call: FunctionCall, name: string, scope: Scope): Relation {
  const key = name.toLowerCase();
  const rule = TABLE_FUNCTIONS[key];
  if (!rule) throw new NotInEngine(`ENGINE-FUNCTION-${name.toUpperCase()}`, `the table function ${name}`);
  return relationOf(
    rule(
      call.args.map((arg) => scope.binder.expression(arg, scope)),
      scope,
    ),
    name,
  );
}

export function bindOpenJson(source: OpenJson, scope: Scope): Relation {
  const outside = scope.with({ columns: [], interceptor: null });
  const { defaultCollation, settings, objects, binder } = outside;
  const bind = (expression: Expression): Bound => binder.expression(expression, outside);
  return relationOf(openJson(source, { defaultCollation, settings, aliases: objects.aliases, bind }), 'OPENJSON');
}

function relationOf({ columns, rows }: BoundTableFunction, table: string): Relation {
  return {
    columns: columns.map(({ name, type }) => ({ table, name, type: asColumn(type), isNullable: true })),
    rows: (outer, run) => rows({ row: [], outer }, run),
  };
}

/** Inside of a function @@PROCID is its own id. Source: Microsoft Learn, "@@PROCID (Transact-SQL)". */
const MODULE: ScopeColumn = { table: null, name: '@@procid', type: INT, isNullable: false };

/** The parameters are the columns of a row around the body. */
export function bindInlineBody(routine: CreateRoutine, scope: Scope): { bound: BoundQuery; parameters: ScopeColumn[] } {
  const { body } = routine;
  if (body.type !== 'inline_query') throw new NotInEngine('ENGINE-TABLE-FUNCTION-BODY', 'a table function of several statements'); // prettier-ignore
  if (routine.parameters.some(({ readonly }) => readonly)) throw new NotInEngine('ENGINE-TABLE-PARAMETER', 'a table as the parameter of a function in FROM'); // prettier-ignore
  const parameters = routine.parameters.map((parameter): ScopeColumn => ({ table: null, name: parameter.name, type: writtenType(parameter.type, scope.objects.aliases, scope.defaultCollation, 'column'), isNullable: true })); // prettier-ignore
  const around = scope.with({
    columns: [...parameters, MODULE],
    outer: null,
    ctes: new Map(),
    interceptor: null,
    depth: scope.depth + 1,
    unit: unitOf(routine.name.parts.at(-2)?.value, routine.name.parts.at(-1)?.value ?? ''),
  });
  return { bound: scope.binder.query(body.query, around.inner()), parameters };
}

function inline(routine: CreateRoutine, name: string, call: FunctionCall, scope: Scope): Relation {
  const wanted = routine.parameters.length;
  if (call.args.length !== wanted)
    throw new SqlError(call.args.length < wanted ? 313 : 8144, `An insufficient number of arguments were supplied for the procedure or function ${name}.`); // prettier-ignore
  const { bound, parameters } = bindInlineBody(routine, scope);
  const fullName = routine.name.parts.map((part) => part?.value ?? '').join('.');
  const args = parameters.map(({ type }, index) => toType(argOf(call, routine, index, scope), type));
  return {
    columns: bound.columns.map((column) => ({ table: name, name: column.name, type: asColumn(column.type), isNullable: column.isNullable })), // prettier-ignore
    rows: (outer, run) => {
      const values = args.map((arg) => arg.evaluate({ row: [], outer }, run));
      return bound.rows({ row: [...values, run.session?.objectId(fullName, null) ?? 0], outer: null }, run);
    },
  };
}

/** `DEFAULT` stands for the parameter's own. */
function argOf(call: FunctionCall, { parameters }: CreateRoutine, index: number, scope: Scope): Bound {
  const arg = call.args[index];
  const isDefault = arg?.kind === 'literal' && arg.type === 'default';
  const expression = isDefault ? parameters[index]?.default : arg;
  if (!expression) throw new SqlError(313, 'An insufficient number of arguments were supplied for the procedure or function.'); // prettier-ignore
  return scope.binder.expression(expression, scope);
}
