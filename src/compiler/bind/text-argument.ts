/** Values where a text is wanted: numbers and dates become the text CONVERT gives without a style. */
import type { Scalar } from '../ir/scalar.js';
import { isNullConstant } from '../types/common-type.js';
import { isCharacter, isUnknown, textLength } from '../types/families.js';
import { databaseCollation } from './coerce.js';
import type { ExpressionScope } from './scope.js';

/** `scalar` as a text; types with no text of their own (xml, binary, ...) are reported. */
export function textArgument(scalar: Scalar, scope: ExpressionScope): Scalar {
  if (isCharacter(scalar.type) || isUnknown(scalar.type)) return scalar;
  const collation = databaseCollation(scope);
  const nullable = scalar.type.nullable;
  if (isNullConstant(scalar)) return { ...scalar, type: { base: 'varchar', length: 1, nullable, collation } };
  if (NO_TEXT.has(scalar.type.base))
    scope.report('TSQL-UNSUPPORTED-TYPE-OPERATION', scalar.span, `${scalar.type.base} as text`);
  return {
    op: 'convert',
    operand: scalar,
    style: null,
    isTry: false,
    implicit: true,
    type: { base: 'varchar', length: textLength(scalar.type), nullable, collation },
    span: scalar.span,
  };
}

const NO_TEXT = new Set([
  'xml',
  'hierarchyid',
  'geography',
  'geometry',
  'sql_variant',
  'binary',
  'varbinary',
  'image',
  'rowversion',
]);
