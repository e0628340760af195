/** A scalar of the IR in one line, for tests: operators as functions, implicit conversions in angle brackets. */
import type { Scalar } from '../../../src/compiler/ir/scalar.js';
import { childrenOf } from '../../../src/compiler/ir/walk.js';
import { typeText } from '../../../src/syntax/tsql/data-type.js';

export function described(scalar: Scalar): string {
  switch (scalar.op) {
    case 'literal':
      return literal(scalar);
    case 'column':
      return scalar.name;
    case 'call':
    case 'aggregate':
    case 'window':
      return `${scalar.fn}${'unit' in scalar && scalar.unit !== null ? `:${scalar.unit}` : ''}(${operands(scalar)})`;
    case 'convert': {
      const style = scalar.style === null ? '' : `,${scalar.style}`;
      const inner = `${described(scalar.operand)} as ${typeText(scalar.type)}${style}`;
      return scalar.implicit ? `<${inner}>` : `${scalar.isTry ? 'try_' : ''}convert(${inner})`;
    }
    case 'arithmetic':
    case 'logic':
      return `${scalar.operator}(${operands(scalar)})`;
    case 'compare':
      return `${described(scalar.left)} ${scalar.operator}${scalar.collation === null ? '' : `[${sensitivity(scalar.collation)}]`} ${described(scalar.right)}`;
    default:
      return `${'negated' in scalar && scalar.negated ? 'not_' : ''}${scalar.op}(${operands(scalar)})`;
  }
}

const operands = (scalar: Scalar): string => childrenOf(scalar).map(described).join(', ');

function literal({ value, type }: Extract<Scalar, { op: 'literal' }>): string {
  if (type.base === 'unknown') return 'unbound';
  if (value === null) return 'null';
  return /^(int|decimal)$/.test(type.base) ? value : `${type.base} '${value}'`;
}

const sensitivity = (collation: { readonly caseSensitive: boolean; readonly binary: boolean }): string =>
  collation.binary ? 'bin' : collation.caseSensitive ? 'cs' : 'ci';
