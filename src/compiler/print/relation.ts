/** Prints what stands in FROM: one relation a line, the condition of a join below it. */
import type { SqlRelation } from '../sql/tree.js';
import { type Doc, group, indent, line, tightLine } from './document.js';
import { expressionDoc } from './expression.js';
import { identifierText, outsideJinja } from './identifier.js';
import { conditionDoc, subqueryDoc } from './query.js';

type SqlJoin = Extract<SqlRelation, { sql: 'join' }>;

export function relationDoc(relation: SqlRelation): Doc {
  return relation.sql === 'join' ? joinDoc(relation) : [origin(relation), primaryDoc(relation)];
}

const origin = (relation: SqlRelation): Doc => (relation.span ? { doc: 'origin', offset: relation.span.start } : '');

/** Joins read from the left; the left side is walked, as a query may join hundreds of tables. */
function joinDoc(join: SqlJoin): Doc {
  const tail: Doc[] = [];
  let current: SqlRelation = join;
  while (current.sql === 'join') {
    const right: Doc =
      current.right.sql === 'join'
        ? ['(', indent(tightLine, relationDoc(current.right)), tightLine, ')']
        : relationDoc(current.right);
    const on: Doc = current.on === null ? '' : indent(line, 'on ', conditionDoc(current.on));
    tail.push([line, origin(current), `${current.type} join `, right, on]);
    current = current.left;
  }
  return [relationDoc(current), tail.toReversed()];
}

function primaryDoc(relation: Exclude<SqlRelation, SqlJoin>): Doc {
  const alias = aliasText(relation);
  switch (relation.sql) {
    case 'table': return [expressionDoc(relation.name), alias];
    case 'derived': return [relation.lateral ? 'lateral ' : '', subqueryDoc(relation.query), alias];
    case 'function': return group(relation.lateral ? 'lateral ' : '', expressionDoc(relation.call), relation.ordinality ? ' with ordinality' : '', alias);
  }
} // prettier-ignore

function aliasText(relation: Exclude<SqlRelation, SqlJoin>): string {
  if (relation.alias === null) return '';
  const columns = relation.columns?.length ? ` (${relation.columns.map(identifierText).join(', ')})` : '';
  return outsideJinja(` as ${identifierText(relation.alias)}${columns}`);
}
