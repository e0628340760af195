/** Statements of a routine's body, with their lines in the file. */
import type { CatalogObject } from '../../catalog/catalog.js';
import type { Statement } from '../../syntax/tsql/ast/index.js';
import { parseScript } from '../../syntax/tsql/index.js';

interface BodyStatement {
  readonly line: number;
  readonly kind: string;
}

const STATEMENTS_MAX = 100_000;

export function bodyStatements(object: CatalogObject): BodyStatement[] {
  const { text, place, quotedIdentifier } = object.definition;
  const script = parseScript({ path: place.file, text: text ?? '' }, { quotedIdentifier });
  const found: Statement[] = [];
  const pending = script.batches.flatMap((batch) => batch.statements).reverse();
  while (pending.length > 0 && found.length < STATEMENTS_MAX) {
    const statement = pending.pop();
    if (!statement) break;
    if (!CONTAINERS.has(statement.kind)) found.push(statement);
    pending.push(...[...childrenOf(statement)].reverse());
  }
  const lineOf = lineCounter(text ?? '', place.line);
  return found.map((statement) => ({ line: lineOf(statement.span.start), kind: statement.kind }));
}

/** Nodes that only hold others. */
const CONTAINERS = new Set<string>(['create_routine', 'create_trigger', 'block', 'empty']);

function childrenOf(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'create_routine':
    case 'create_trigger':
      return statement.body.type === 'statements' ? statement.body.statements : [];
    case 'block':
      return statement.statements;
    case 'if':
      return statement.otherwise ? [statement.then, statement.otherwise] : [statement.then];
    case 'while':
      return [statement.body];
    case 'try_catch':
      return [...statement.tryBody, ...statement.catchBody];
    default:
      return [];
  }
}

/** Lines of ascending offsets, counted once through. */
function lineCounter(text: string, firstLine: number): (offset: number) => number {
  let at = 0;
  let line = firstLine;
  return (offset) => {
    if (offset < at) {
      at = 0;
      line = firstLine;
    }
    for (; at < offset; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}
