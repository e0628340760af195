/** Calls of built-in scalar functions, choice functions and user functions; aggregates and windows have their own files. */
import type { Expression, FunctionCall, Span, TrimCall } from '../../syntax/tsql/ast/index.js';
import { AGGREGATES } from '../functions/aggregate-functions.js';
import { type BuiltIn, sameText } from '../functions/built-in.js';
import { CHOICE_FUNCTIONS } from '../functions/choice-functions.js';
import { unitOf } from '../functions/date-functions.js';
import { isSessionFunction, odbcName, scalarFunction } from '../functions/registry.js';
import { WINDOW_FUNCTIONS } from '../functions/window-functions.js';
import type { Scalar } from '../ir/scalar.js';
import { COLLATION_CONFLICT, collationOfTypes } from '../types/collation.js';
import { isCharacter, isUnknown } from '../types/families.js';
import { bindAggregate } from './aggregate.js';
import { type Binder, comparisonCollation, refuse } from './binder.js';
import { databaseCollation } from './coerce.js';
import { unbound } from './scope.js';
import { textArgument } from './text-argument.js';
import { bindWindowCall } from './window.js';

/** A name of one part is built in; a user's scalar function is always written with its schema. */
export function bindCall(node: FunctionCall, binder: Binder): Scalar {
  const parts = node.name.parts.filter((part) => part !== null);
  const written = parts.at(-1)?.value ?? '';
  if (parts.length > 1) return bindUserFunction(node, binder);
  const name = node.odbc ? odbcName(written.toLowerCase()) : written.toLowerCase();
  const choice = Object.hasOwn(CHOICE_FUNCTIONS, name) ? CHOICE_FUNCTIONS[name] : undefined;
  if (choice !== undefined)
    return (
      withArity(node, choice.arity, binder) ??
      choice.bind(
        node.args.map((arg) => binder.bind(arg)),
        node.span,
        binder,
      )
    );
  if (Object.hasOwn(WINDOW_FUNCTIONS, name) || (node.over !== null && Object.hasOwn(AGGREGATES, name)))
    return bindWindowCall(name, node, binder);
  if (Object.hasOwn(AGGREGATES, name)) return bindAggregate(name, node, binder);
  const builtIn = scalarFunction(name);
  if (builtIn !== null) return bindBuiltIn(name, builtIn, node, binder);
  return refuse(
    binder,
    isSessionFunction(name) ? 'TSQL-SESSION-FUNCTION' : 'TSQL-UNSUPPORTED-FUNCTION',
    node.span,
    written.toUpperCase(),
  );
}

function bindUserFunction(node: FunctionCall, binder: Binder): Scalar {
  const args = node.args.map((arg) =>
    arg.kind === 'literal' && arg.type === 'default' ? unbound(arg.span) : binder.bind(arg),
  );
  return binder.scope.userFunction(node, args) ?? unbound(node.span);
}

function withArity(node: FunctionCall, [least, most]: readonly [number, number], binder: Binder): Scalar | null {
  if (node.args.length >= least && node.args.length <= most) return null;
  return refuse(
    binder,
    'TSQL-ARGUMENT-COUNT',
    node.span,
    `${node.name.parts.at(-1)?.value.toUpperCase() ?? ''} takes ${least === most ? least : `${least} to ${most}`}`,
  );
}

function bindBuiltIn(name: string, builtIn: BuiltIn, node: FunctionCall, binder: Binder): Scalar {
  const refused = withArity(node, builtIn.arity, binder);
  if (refused !== null) return refused;
  const [head, ...rest] = node.args;
  const unit = builtIn.datepart && head !== undefined ? datepart(head, binder) : null;
  if (builtIn.datepart && unit === null) return unbound(node.span);
  const written = builtIn.datepart ? rest : node.args;
  const args = written.map((arg, index) => argument(binder.bind(arg), builtIn, index, binder));
  if (args.some((arg) => isUnknown(arg.type))) return unbound(node.span);
  const lacking = unit === null ? null : lackingPart(name, unit, args.at(-1));
  if (lacking !== null) return refuse(binder, 'TSQL-DATEPART-OF-TYPE', node.span, lacking);
  if (COMPARING.has(name)) comparisonCollation(args.slice(0, 2), node.span, binder.scope);
  if (builtIn.hazard !== undefined) binder.scope.report(builtIn.hazard, node.span, name.toUpperCase());
  return callOf(builtIn.as?.fn ?? name, builtIn.as?.unit ?? unit, args, builtIn, node.span, binder);
}

/** Functions that look for a text in a text. */
const COMPARING = new Set(['charindex', 'patindex', 'replace']);

/** DATEDIFF alone takes the parts that a type lacks as zero. */
const PART_FUNCTIONS = new Set(['datepart', 'datename', 'dateadd', 'datetrunc']);
const CLOCK_PARTS = new Set(['hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond']);

/** What SQL Server refuses with error 9810: the hour of a date, the day of a time. */
function lackingPart(name: string, unit: string, moment: Scalar | undefined): string | null {
  if (!PART_FUNCTIONS.has(name) || moment === undefined) return null;
  const { base } = moment.type;
  const isLacking = base === 'date' ? CLOCK_PARTS.has(unit) : base === 'time' && !CLOCK_PARTS.has(unit);
  return isLacking ? `${unit} of ${base}` : null;
}

const argument = (bound: Scalar, builtIn: BuiltIn, index: number, binder: Binder): Scalar => {
  const rule = builtIn.takes[index] ?? builtIn.takes.at(-1);
  return rule === undefined ? bound : rule(bound, binder);
};

function callOf(
  fn: string,
  unit: string | null,
  args: readonly Scalar[],
  builtIn: BuiltIn,
  span: Span,
  binder: Binder,
): Scalar {
  const type = builtIn.returns(args);
  const nullable =
    builtIn.nullable === undefined ? args.some((arg) => arg.type.nullable) : builtIn.nullable === 'always';
  return {
    op: 'call',
    fn,
    unit,
    args,
    type: { ...type, nullable, collation: isCharacter(type) ? resultCollation(args, span, binder) : null },
    span,
  };
}

/** A text made of texts has their collation; one made of something else has the database's. */
function resultCollation(args: readonly Scalar[], span: Span, binder: Binder) {
  const found = collationOfTypes(args.map((arg) => arg.type));
  if (found === COLLATION_CONFLICT) binder.scope.report('TSQL-COLLATION-CONFLICT', span);
  return found === null || found === COLLATION_CONFLICT ? databaseCollation(binder.scope) : found;
}

/** `DATEDIFF(day, ...)`: the parser reads the word as a column. */
function datepart(expression: Expression, binder: Binder): string | null {
  const word = expression.kind === 'column' && expression.qualifier.length === 0 ? expression.name.value : null;
  const unit = word === null ? null : unitOf(word);
  if (unit === null) binder.scope.report('TSQL-UNKNOWN-DATEPART', expression.span, word ?? '');
  return unit;
}

const TRIM_SIDES = { leading: 'ltrim', trailing: 'rtrim', both: 'trim' } as const;

export function bindTrim(node: TrimCall, binder: Binder): Scalar {
  const args = [node.operand, ...(node.characters === null ? [] : [node.characters])].map((arg) =>
    textArgument(binder.bind(arg), binder.scope),
  );
  if (args.some((arg) => isUnknown(arg.type))) return unbound(node.span);
  if (args.length > 1) comparisonCollation(args, node.span, binder.scope);
  return callOf(
    TRIM_SIDES[node.side ?? 'both'],
    null,
    args,
    { arity: [1, 2], takes: [], returns: sameText },
    node.span,
    binder,
  );
}
