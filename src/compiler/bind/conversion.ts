/** CAST, CONVERT, PARSE, COLLATE and AT TIME ZONE. Source: Microsoft Learn, the pages of those names. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { AtTimeZone, Cast, Collate, Convert, Expression, Span, TypeName } from '../../syntax/tsql/ast/index.js';
import { typeText } from '../../syntax/tsql/data-type.js';
import type { LiteralIr, Scalar } from '../ir/scalar.js';
import { collationFromName, isCollationName } from '../types/collation.js';
import { foldConstant, hasOffset, isFolded } from '../types/constant.js';
import { isNullConstant } from '../types/common-type.js';
import { conversionBetween } from '../types/conversion-matrix.js';
import { dateOrderOf } from '../types/date-text.js';
import { familyOf, isCharacter, isTemporal, isUnknown } from '../types/families.js';
import { type Binder, refuse } from './binder.js';
import { coerce, foldedConstant, typeAs } from './coerce.js';
import { textArgument } from './text-argument.js';

/** Length of a character or binary type written without one in CAST and CONVERT (in a declaration it is 1). */
const CAST_LENGTH = 30;

interface Conversion {
  readonly operand: Expression;
  readonly type: TypeName;
  readonly style: number | null;
  readonly isTry: boolean;
  readonly span: Span;
}

/** PARSE reads text by a culture; only the one the targets can follow, en-US, is taken. */
export function bindCast(node: Cast, binder: Binder): Scalar {
  if (node.function.endsWith('parse')) {
    const culture = node.culture === null ? null : binder.bind(node.culture);
    const english = culture === null || (culture.op === 'literal' && /^en(-us)?$/i.test(culture.value ?? ''));
    if (!english) return refuse(binder, 'TSQL-PARSE-CULTURE', node.span);
    binder.scope.report('TSQL-PARSE', node.span);
  }
  return convert({ ...node, style: null, isTry: node.function.startsWith('try') }, binder);
}

export function bindConvert(node: Convert, binder: Binder): Scalar {
  const style = node.style === null ? null : binder.bind(node.style);
  if (style === null) return convert({ ...node, style: null, isTry: node.function === 'try_convert' }, binder);
  if (style.op !== 'literal' || style.type.base !== 'int')
    return refuse(binder, 'TSQL-STYLE-NOT-CONSTANT', node.style?.span ?? node.span);
  if (style.value === null)
    return { ...style, type: typeAs(style, castType(node.type, binder), binder.scope), span: node.span };
  return convert({ ...node, style: Number(style.value), isTry: node.function === 'try_convert' }, binder);
}

/** Types that are carried as text and have no value to convert to. */
const NOT_MADE = new Set<SqlType['base']>([
  'xml',
  'hierarchyid',
  'geography',
  'geometry',
  'sql_variant',
  'cursor',
  'table',
]);

function convert(node: Conversion, binder: Binder): Scalar {
  const operand = binder.bind(node.operand);
  const type = castType(node.type, binder);
  if (isUnknown(type)) return refuse(binder, 'TSQL-UNKNOWN-TYPE', node.type.span, typeText(type));
  if (NOT_MADE.has(type.base)) return refuse(binder, 'TSQL-UNSUPPORTED-TYPE', node.type.span, type.base);
  if (isUnknown(operand.type)) return operand;
  if (NOT_MADE.has(operand.type.base))
    return refuse(binder, 'TSQL-UNSUPPORTED-TYPE-OPERATION', node.span, `${operand.type.base} to ${type.base}`);
  if (!isNullConstant(operand) && conversionBetween(operand.type, type) === 'none')
    return refuse(binder, 'TSQL-NO-CONVERSION', node.span, `${typeText(operand.type)} to ${typeText(type)}`);
  if (node.isTry && operand.op === 'literal' && neverConverts(operand, type, node.style, binder)) {
    return {
      op: 'convert',
      operand: { ...operand, value: null },
      style: null,
      isTry: true,
      implicit: false,
      type: { ...typeAs(operand, type, binder.scope), nullable: true },
      span: node.span,
    };
  }
  const folded =
    isTemporal(type) || type.base === 'uniqueidentifier'
      ? foldedConstant(operand, type, node.style, binder.scope)
      : null;
  if (folded !== null) return { ...folded, span: node.span };
  const { style, isTry, span } = node;
  const result = typeAs(operand, type, binder.scope);
  return {
    op: 'convert',
    operand,
    style,
    isTry,
    implicit: false,
    type: { ...result, nullable: result.nullable || isTry },
    span,
  };
}

/** A constant text SQL Server would refuse: TRY_ gives NULL, which the target would only find out by failing. */
function neverConverts({ value, type: from }: LiteralIr, type: SqlType, style: number | null, binder: Binder): boolean {
  if (value === null || !isCharacter(from) || !isFolded(from, type)) return false;
  const order = dateOrderOf(binder.scope.settings.language);
  if (familyOf(type) === 'decimal' || familyOf(type) === 'money')
    return Number.isNaN(Number(value.replace(/[$,]/g, '')));
  return foldConstant(value, from, { type, style, order }) === null && !hasOffset(value);
}

/** The type written, with the lengths CAST gives to types without one. */
function castType(written: TypeName, binder: Binder): SqlType {
  const type = binder.scope.declaredType(written);
  const lengthless = written.args.length === 0 && type.alias === undefined && type.length === 1;
  return lengthless && (isCharacter(type) || familyOf(type) === 'binary') ? { ...type, length: CAST_LENGTH } : type;
}

/** COLLATE changes the label of its operand, not the value. */
export function bindCollate(node: Collate, binder: Binder): Scalar {
  const operand = textArgument(binder.bind(node.operand), binder.scope);
  const written = node.collation.value;
  const name = /^(database|catalog)_default$/i.test(written) ? binder.scope.settings.collation : written;
  if (!isCollationName(name)) return refuse(binder, 'TSQL-UNKNOWN-COLLATION', node.collation.span, written);
  return isUnknown(operand.type)
    ? operand
    : { ...operand, type: { ...operand.type, collation: collationFromName(name, 'explicit') }, span: node.span };
}

/** A moment without offset is taken as local time of the zone; one with an offset is moved to it. Both give a datetimeoffset. */
export function bindAtTimeZone(node: AtTimeZone, binder: Binder): Scalar {
  const operand = binder.bind(node.operand);
  const zone = textArgument(binder.bind(node.zone), binder.scope);
  if (isUnknown(operand.type) || isUnknown(zone.type)) return operand;
  const moment = isTemporal(operand.type) ? operand : coerce(operand, { base: 'datetime2', scale: 7 }, binder.scope);
  const nullable = moment.type.nullable || zone.type.nullable;
  return {
    op: 'call',
    fn: 'at_time_zone',
    unit: null,
    args: [moment, zone],
    type: { base: 'datetimeoffset', scale: moment.type.scale ?? 7, nullable, collation: null },
    span: node.span,
  };
}
