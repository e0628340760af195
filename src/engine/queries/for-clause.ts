/** FOR JSON and FOR XML: all rows as one text. */
import type { ForClause } from '../../syntax/tsql/ast/index.js';
import { NotInEngine } from '../errors.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import { forJson } from './for-json.js';
import { forXml } from './for-xml.js';

export function forClause(clause: ForClause, query: BoundQuery, scope: Scope): BoundQuery {
  if (clause.target === 'xml' && (clause.mode === 'path' || clause.mode === 'raw')) return forXml(clause, query, scope);
  if (clause.target === 'json' && clause.mode === 'path') return forJson(clause, query, scope);
  throw new NotInEngine(`ENGINE-FOR-${clause.target.toUpperCase()}${clause.mode ? `-${clause.mode.toUpperCase()}` : ''}`, 'this form of FOR'); // prettier-ignore
}
