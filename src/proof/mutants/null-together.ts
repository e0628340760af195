/** Texts joined with `+` of which some parts are NULL only together: those of one row that an outer join did not find. */
import type { BinaryExpression, ColumnReference, Expression } from '../../syntax/tsql/ast/index.js';
import type { AnyNode } from '../../syntax/tsql/walk.js';
import type { Reading } from '../reading/reading.js';
import type { Source } from '../reading/source.js';

/** Whether the whole is NULL wherever a part of it is: what is joined further on is then NULL, too. */
export function isNullTogether(part: BinaryExpression, reading: Reading): boolean {
  const inside = columnsJoined(part);
  const whole = wholeOf(part, reading);
  const all = whole && columnsJoined(whole);
  if (!inside || !all) return false;
  const own = new Set<ColumnReference>(inside);
  const beside = new Set(all.filter((column) => !own.has(column)).map((column) => farSource(column, reading)));
  return inside.every((column) => {
    if (reading.nonNull(column) !== null) return true;
    const source = farSource(column, reading);
    return source !== null && beside.has(source);
  });
}

/** The source of a column that is NULL only where an outer join found no row for it. */
function farSource(column: ColumnReference, reading: Reading): Source | null {
  const found = reading.resolve(column, column);
  return found && found.isOwn && found.column.nonNull !== null ? found.source : null;
}

function wholeOf(part: BinaryExpression, { tree }: Reading): Expression | null {
  let whole: AnyNode = part;
  for (let at = tree.holderOf(part); at?.kind === 'binary' && 'operator' in at && at.operator === '+'; at = tree.holderOf(at)) whole = at; // prettier-ignore
  return whole === part ? null : (whole as Expression); // a binary expression is one
}

/** Its columns, where it is made of columns and constants alone; null for others. */
function columnsJoined(expression: Expression): readonly ColumnReference[] | null {
  switch (expression.kind) {
    case 'column':
      return [expression];
    case 'literal':
      return expression.type === 'null' ? null : [];
    case 'parenthesised':
      return columnsJoined(expression.operand);
    case 'binary': {
      const [left, right] = [columnsJoined(expression.left), columnsJoined(expression.right)];
      return expression.operator === '+' && left && right ? [...left, ...right] : null;
    }
    default:
      return null;
  }
}
