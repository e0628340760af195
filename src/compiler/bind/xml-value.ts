/** `x.value('(/a/b)[1]', 'type')` of an xml column. Other methods of xml and of CLR types have no counterpart. */
import type { SqlType } from '../../catalog/sql-type.js';
import type { Expression, MethodCall } from '../../syntax/tsql/ast/index.js';
import type { LiteralIr, Scalar } from '../ir/scalar.js';
import { parseXmlPath, xpathOf } from '../types/xml-path.js';
import { type Binder, refuse } from './binder.js';
import { databaseCollation, typeAs } from './coerce.js';
import { familyOf, isCharacter } from '../types/families.js';
import { typeFromText } from './type-text.js';

/** The text at the path, converted to the type; null when the call is of another kind. */
export function bindXmlValue(node: MethodCall, binder: Binder): Scalar | null {
  const [query, typeName] = node.args ?? [];
  if (node.isStatic || node.target.kind === 'type_name' || node.method.value.toLowerCase() !== 'value') return null;
  const type = isText(typeName) ? typeFromText(typeName.value, binder.scope) : null;
  const path = isText(query) ? parseXmlPath(query.value) : null;
  if (type === null || path === null) return null;
  const document = binder.bind(node.target);
  if (document.type.base !== 'xml') return refuse(binder, 'TSQL-UNSUPPORTED-METHOD', node.span, '.value');
  binder.scope.report('TSQL-XML-VALUE', node.span);
  const collation = databaseCollation(binder.scope);
  const constant = (value: string): LiteralIr => ({
    op: 'literal',
    value,
    type: { base: 'nvarchar', length: 'max', nullable: false, collation },
    span: node.span,
  });
  const args = [document, constant(xpathOf(path)), ...path.namespaces.flat().map(constant)];
  const found: Scalar = {
    op: 'call',
    fn: 'xml_value',
    unit: isCharacter(type) ? 'text' : 'value',
    args,
    type: { base: 'nvarchar', length: 'max', nullable: true, collation },
    span: node.span,
  };
  const converted = (operand: Scalar, to: SqlType): Scalar => ({
    op: 'convert',
    operand,
    style: null,
    isTry: false,
    implicit: true,
    type: typeAs(found, to, binder.scope),
    span: node.span,
  });
  // XML writes money without signs and commas.
  return familyOf(type) === 'money'
    ? converted(converted(found, { base: 'decimal', precision: 19, scale: 4 }), type)
    : converted(found, type);
}

const isText = (argument: Expression | undefined): argument is Extract<Expression, { kind: 'literal' }> =>
  argument?.kind === 'literal' && argument.type.endsWith('string');
