/** Binds one T-SQL expression over one pretend table, without a catalog: what the expression binder needs and no more. */
import type { SourceSettings } from '../../src/catalog/catalog.js';
import type { SqlType } from '../../src/catalog/sql-type.js';
import { bindExpression } from '../../src/compiler/bind/expression.js';
import type { ExpressionScope } from '../../src/compiler/bind/scope.js';
import type { Scalar, ScalarType } from '../../src/compiler/ir/scalar.js';
import { collationFromName } from '../../src/compiler/types/collation.js';
import { isCharacter } from '../../src/compiler/types/families.js';
import type { Expression } from '../../src/syntax/tsql/ast/index.js';
import { sqlTypeOf } from '../../src/syntax/tsql/data-type.js';
import { parseScript } from '../../src/syntax/tsql/index.js';

export interface Bound {
  readonly scalar: Scalar;
  /** `CODE` or `CODE detail` of each finding, in order. */
  readonly findings: readonly string[];
}

export interface Setup {
  /** T-SQL type by column name; `not null` may follow, and `collate name`. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly settings?: Partial<SourceSettings>;
}

export const SETTINGS: SourceSettings = {
  collation: 'SQL_Latin1_General_CP1_CI_AS',
  collationAssumed: false,
  collationMode: 'source',
  dateFirst: 7,
  language: 'us_english',
  compatibilityLevel: 150,
};

/** The expression bound where aggregates and windows are allowed. */
export function bound(text: string, { columns = {}, settings = {} }: Setup = {}): Bound {
  const findings: string[] = [];
  const scalar = bindExpression(expressionOf(text), scopeOf(columns, { ...SETTINGS, ...settings }, findings));
  return { scalar, findings };
}

/** First item of `SELECT text`, or the condition of `SELECT 1 WHERE text` when it is no value. */
export function expressionOf(text: string): Expression {
  const select = selectOf(`SELECT ${text}`);
  const [item] = select?.items ?? [];
  if (item?.kind === 'select_expression' && item.alias === null) return item.expression;
  const where = selectOf(`SELECT 1 WHERE ${text}`)?.where;
  if (!where) throw new Error(`not an expression: ${text}`);
  return where;
}

function selectOf(text: string) {
  const script = parseScript({ path: 'expression.sql', text });
  const [statement, ...rest] = script.batches[0]?.statements ?? [];
  if (statement?.kind !== 'select_statement' || rest.length > 0) return null;
  return statement.query.body.kind === 'select' ? statement.query.body : null;
}

function scopeOf(
  columns: Readonly<Record<string, string>>,
  settings: SourceSettings,
  findings: string[],
): ExpressionScope {
  const declared = new Map(
    Object.entries(columns).map(([name, type]) => [name.toLowerCase(), { name, type: columnType(type, settings) }]),
  );
  return {
    settings,
    column(reference) {
      const found = declared.get(reference.name.value.toLowerCase());
      if (found) return { op: 'column', relation: 't', name: found.name, type: found.type, span: reference.span };
      findings.push(`BIND-UNKNOWN-COLUMN ${reference.name.value}`);
      return null;
    },
    query: () => null,
    scalarQuery: () => null,
    parameter: () => null,
    userFunction: () => null,
    method: () => null,
    sequence: () => null,
    window: () => null,
    declaredType: (written) => sqlTypeOf(written, () => null),
    allows: { aggregates: true, windows: true },
    report: (code, _span, detail) => findings.push(detail === undefined ? code : `${code} ${detail}`),
  };
}

/** `varchar(10) collate Latin1_General_CS_AS not null`. */
function columnType(text: string, settings: SourceSettings): ScalarType {
  const [, typeText = '', collation = settings.collation] =
    /^(.*?)(?: collate (\w+))?(?: not null)?$/i.exec(text) ?? [];
  const cast = expressionOf(`CAST(NULL AS ${typeText})`);
  const type: SqlType = cast.kind === 'cast' ? sqlTypeOf(cast.type, () => null) : { base: 'unknown' };
  return {
    ...type,
    nullable: !/ not null$/i.test(text),
    collation: isCharacter(type) ? collationFromName(collation, 'implicit') : null,
  };
}
