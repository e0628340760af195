/** Whether some columns fix the whole row that a query works on: by trusted keys and by what must be equal. */
import type { Expression, Join, Select, Star, TableSource } from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/walk.js';
import { bare } from './always-matches.js';
import { innerConditions } from './inner-conditions.js';
import type { Reading } from './reading.js';
import type { Key, Resolved, Source } from './source.js';
import { conjunctsOf, functionName, valueArgs } from './strictness.js';

/** `when` all are fixed, `then` is fixed too. */
interface Dependency {
  readonly when: readonly string[];
  readonly then: string;
}

/**
 * Names of the trusted keys by which rows of FROM that agree in these columns are one and the same row; null where
 * nothing says so. `*` stands for all columns; expressions that are no plain columns fix nothing.
 */
export function fixesRow(select: Select, columns: readonly Expression[], reading: Reading): readonly string[] | null {
  return fixesRowBy(select, columns.flatMap((column) => ownColumns(column, select, reading)), reading); // prettier-ignore
}

export function fixesRowBy(select: Select, columns: readonly Resolved[], reading: Reading): readonly string[] | null {
  const found = fixedBy(select, columns, reading);
  return found && found.used.size === reading.sourcesOf(select).length ? namesOf(found) : null;
}

/** As `fixesRow`, for plain columns in place of the row. */
export function fixesColumns(
  select: Select,
  columns: readonly Expression[],
  wanted: readonly Expression[],
  reading: Reading,
): readonly string[] | null {
  const found = fixedBy(select, columns.flatMap((column) => ownColumns(column, select, reading)), reading); // prettier-ignore
  return found && wanted.every((each) => isFixedValue(each, found, select, reading)) ? namesOf(found) : null;
}

/** As `fixesRow`, for the row of that one source which a plain column is of: whatever it holds is the same then, letter by letter. */
export function fixesSource(
  select: Select,
  columns: readonly Expression[],
  wanted: Expression,
  reading: Reading,
): readonly string[] | null {
  const found = fixedBy(select, columns.flatMap((column) => ownColumns(column, select, reading)), reading); // prettier-ignore
  const source = ownColumn(wanted, select, reading)?.source;
  return found && source && found.used.has(source) ? namesOf(found) : null;
}

/** Give the same for values that are equal: texts that are equal may differ in blanks and case, so none of texts are here. */
const STEADY_FUNCTIONS = new Set(['year', 'month', 'day', 'datepart', 'datename', 'dateadd', 'datediff', 'eomonth', 'abs', 'floor', 'ceiling', 'round', 'sign']); // prettier-ignore

/** A plain column, or what is made of fixed columns and is the same for equal values. */
function isFixedValue(expression: Expression, found: Fixed, select: Select, reading: Reading): boolean {
  if (expression.kind === 'literal') return true;
  if (expression.kind === 'parenthesised') return isFixedValue(expression.operand, found, select, reading);
  if (expression.kind === 'call' && STEADY_FUNCTIONS.has(functionName(expression)))
    return valueArgs(expression).every((arg) => isSteady(arg, found, select, reading) && isFixedValue(arg, found, select, reading)); // prettier-ignore
  if (expression.kind === 'binary' && expression.operator !== '+')
    return [expression.left, expression.right].every((side) => isFixedValue(side, found, select, reading));
  const [name] = found.names.of(ownColumn(expression, select, reading));
  return name !== undefined && found.fixed.has(name);
}

/** Moments that are equal may differ in offset, and so in the day: of these, and of what is not known to be none, only the row at hand. */
function isSteady(arg: Expression, found: Fixed, select: Select, reading: Reading): boolean {
  const own = ownColumn(arg, select, reading);
  if (!own || found.used.has(own.source)) return true; // what is no column is asked for its own parts
  const { column } = own.column;
  return column !== null && column.type.base !== 'datetimeoffset';
}

interface Fixed {
  readonly fixed: ReadonlySet<string>;
  readonly used: ReadonlyMap<Source, Key>;
  readonly names: Names;
}

const namesOf = ({ used }: Fixed): readonly string[] => [...new Set([...used.values()].flatMap(({ reasons }) => reasons))]; // prettier-ignore

function fixedBy(select: Select, columns: readonly Resolved[], reading: Reading): Fixed | null {
  const sources = reading.sourcesOf(select);
  if (sources.length === 0) return null;
  const names = new Names(sources);
  const conditions = [...conjunctsOf(select.where), ...select.from.flatMap((part) => innerConditions(part))];
  const dependencies = [
    ...conditions.flatMap((condition) => equalities(condition, select, reading, names)),
    ...select.from.flatMap((part) => outerDependencies(part, select, reading, names)),
  ];
  const fixed = new Set(columns.flatMap((column) => names.of(column)));
  const lateral = new Set(sources.filter(({ isLateral }) => isLateral()));
  return closure(fixed, dependencies, keysIn(select, reading), names, lateral);
}

/** Keys that hold in the rows of FROM. An outer join makes NULLs of its own, which are not those of the source. */
function keysIn(select: Select, reading: Reading): ReadonlyMap<Source, readonly Key[]> {
  const place = { select, phase: 'after', join: null } as const;
  return new Map(
    reading.sourcesOf(select).map((source) => {
      const columns = source.columns();
      const isSure = ({ positions }: Key): boolean =>
        (positions.length > 0 || source.isLateral()) && positions.every((at) => columns?.[at]?.nonNull != null);
      return [source, reading.isExtended(source, place) ? source.keys().filter(isSure) : source.keys()];
    }),
  );
}

/** Columns of the query's own sources that an expression is: one for a name, all for `*`, none for what is worked out. */
export function ownColumns(expression: Expression, select: Select, reading: Reading): Resolved[] {
  if (expression.kind !== 'star') return [ownColumn(expression, select, reading)].flatMap((found) => found ?? []);
  return (sourcesOfStar(expression, select, reading) ?? []).flatMap((source) =>
    (source.columns() ?? []).map((column) => ({ source, column })),
  );
}

/** Null when it is not known which. */
export function sourcesOfStar({ qualifier }: Star, select: Select, reading: Reading): readonly Source[] | null {
  return reading.sourcesNamed(qualifier.at(-1)?.value.toLowerCase() ?? null, select);
}

/** Columns by a text for each: that of the source's place and the column's name. */
class Names {
  constructor(private readonly sources: readonly Source[]) {}

  of(found: Resolved | null): string[] {
    return found ? [this.text(found.source, found.column.name)] : [];
  }

  text(source: Source, column: string): string {
    return `${this.sources.indexOf(source)}.${column.toLowerCase()}`;
  }
}

function ownColumn(expression: Expression, select: Select, reading: Reading): Resolved | null {
  const reference = bare(expression);
  const found = reference && reading.resolve(reference, reference);
  return found && reading.sourcesOf(select).includes(found.source) ? found : null;
}

function closure(
  fixed: Set<string>,
  dependencies: readonly Dependency[],
  keys: ReadonlyMap<Source, readonly Key[]>,
  names: Names,
  lateral: ReadonlySet<Source>,
): Fixed {
  const all = [...keys.keys()];
  const before = (source: Source): readonly Source[] => all.slice(0, all.indexOf(source));
  const used = new Map<Source, Key>();
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const { when, then } of dependencies)
      if (!fixed.has(then) && when.every((each) => fixed.has(each))) {
        fixed.add(then);
        isGrowing = true;
      }
    for (const [source, own] of keys) {
      if (lateral.has(source) && !before(source).every((each) => used.has(each))) continue;
      const columns = source.columns() ?? [];
      const isFixed = (at: number): boolean => fixed.has(names.text(source, columns[at]?.name ?? ''));
      const key = used.has(source) ? undefined : own.find(({ positions }) => positions.every(isFixed));
      if (!key) continue;
      used.set(source, key);
      for (const { name } of columns) fixed.add(names.text(source, name));
      isGrowing = true;
    }
  }
  return { fixed, used, names };
}

function equalities(condition: Expression, select: Select, reading: Reading, names: Names): Dependency[] {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return [];
  const [a, b] = [ownColumn(condition.left, select, reading), ownColumn(condition.right, select, reading)];
  if (a && b) {
    if (!areAlike(a, b)) return [];
    const [x, y] = [names.of(a)[0] ?? '', names.of(b)[0] ?? ''];
    return [{ when: [x], then: y }, { when: [y], then: x }]; // prettier-ignore
  }
  const [column, value] = a ? [a, condition.right] : [b, condition.left];
  const isFixed = column && isValueFromOutside(value, select, reading) && isExact(column);
  return isFixed ? [{ when: [], then: names.of(column)[0] ?? '' }] : [];
}

/** Equal values of one are equal values of the other: same type and collation. */
function areAlike(a: Resolved, b: Resolved): boolean {
  const [x, y] = [a.column.column, b.column.column];
  return x !== null && y !== null && x.type.base === y.type.base && x.collation === y.collation;
}

/** A column of whole numbers equals a constant in one value only; others may meet several that are told apart elsewhere. */
const isExact = ({ column: { column } }: Resolved): boolean =>
  column !== null && ['tinyint', 'smallint', 'int', 'bigint', 'bit'].includes(column.type.base);

/** A constant, a variable, a column of a query around, or what is calculated of them. */
function isValueFromOutside(value: Expression, select: Select, reading: Reading): boolean {
  switch (value.kind) {
    case 'literal':
      return value.type === 'integer';
    case 'variable':
      return true;
    case 'parenthesised':
      return isValueFromOutside(value.operand, select, reading);
    case 'binary':
      return [value.left, value.right].every((side) => isValueFromOutside(side, select, reading));
    case 'column': {
      const found = reading.resolve(value, value);
      return found !== null && !reading.sourcesOf(select).includes(found.source);
    }
    default:
      return false;
  }
}

/** `a LEFT JOIN b ON a.x = b.y` and nothing else: a.x fixes b.y, be it a value or NULL for want of a partner. */
function outerDependencies(part: TableSource, select: Select, reading: Reading, names: Names): Dependency[] {
  const found: Dependency[] = [];
  walk(part, (node) => {
    if (node.kind === 'query') return false;
    if (node.kind !== 'join') return true;
    const join = node as Join; // a node of kind `join` is one
    if (join.type === 'left' || join.type === 'right') found.push(...ofOuterJoin(join, select, reading, names));
    return true;
  });
  return found;
}

function ofOuterJoin(join: Join, select: Select, reading: Reading, names: Names): Dependency[] {
  const kept = reading.sourcesIn(join[join.type === 'left' ? 'left' : 'right'], select);
  const [when, then]: [string[], string[]] = [[], []];
  for (const condition of conjunctsOf(join.on)) {
    if (condition.kind !== 'comparison' || condition.operator !== '=') return [];
    const [a, b] = [ownColumn(condition.left, select, reading), ownColumn(condition.right, select, reading)];
    if (!a || !b || !areAlike(a, b) || kept.includes(a.source) === kept.includes(b.source)) return [];
    const [x, y] = kept.includes(a.source) ? [a, b] : [b, a];
    when.push(...names.of(x));
    then.push(...names.of(y));
  }
  return then.map((each) => ({ when, then: each }));
}
