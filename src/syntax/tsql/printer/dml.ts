import type { Expression } from '../ast/expression.js';
import type { Hint } from '../ast/query.js';
import type {
  Assignment,
  DmlStatement,
  Insert,
  Merge,
  MergeClause,
  OutputClause,
  SelectStatement,
} from '../ast/statement.js';
import { after, list, parenthesised } from './list.js';
import { print } from './print.js';
import { type PrintRules, words } from './rules.js';

/** Printing rules of the statements that read and change rows. */
export const dmlRules: PrintRules<DmlStatement | SelectStatement | OutputClause | Assignment | MergeClause> = {
  select_statement: (node) => print(node.query),
  insert: (node) =>
    words(
      node.with && print(node.with),
      'INSERT',
      node.top && print(node.top),
      node.hasInto && 'INTO',
      print(node.target),
      parenthesised(node.columns),
      list(node.output, ' '),
      insertSource(node),
      option(node.option),
    ),
  update: (node) =>
    words(
      node.with && print(node.with),
      'UPDATE',
      node.top && print(node.top),
      print(node.target),
      `SET ${list(node.assignments)}`,
      list(node.output, ' '),
      node.from.length > 0 && `FROM ${list(node.from)}`,
      after('WHERE', node.where),
      option(node.option),
    ),
  delete: (node) =>
    words(
      node.with && print(node.with),
      'DELETE',
      node.top && print(node.top),
      node.hasFrom && 'FROM',
      print(node.target),
      list(node.output, ' '),
      node.from.length > 0 && `FROM ${list(node.from)}`,
      after('WHERE', node.where),
      option(node.option),
    ),
  merge: (node) => words(mergeHead(node), list(node.clauses, ' '), list(node.output, ' '), option(node.option)),
  truncate: (node) =>
    words('TRUNCATE TABLE', print(node.table), node.options.length > 0 && `WITH (${list(node.options)})`),
  output: (node) => words('OUTPUT', list(node.items), outputTarget(node)),
  assignment: (node) =>
    words(
      node.variable && print(node.variable),
      node.variable && node.column && '=',
      node.column && print(node.column),
      assigned(node),
    ),
  merge_clause: (node) => words(matches[node.match], after('AND', node.condition), 'THEN', mergeAction(node)),
};

/** The OPTION clause, or nothing without hints. */
function option(hints: readonly Hint[]): string {
  return hints.length === 0 ? '' : `OPTION (${list(hints)})`;
}

/** Where the rows come from. */
function insertSource({ source }: Insert): string {
  switch (source.type) {
    case 'values':
      return `VALUES ${source.rows.map(row).join(', ')}`;
    case 'query':
      return print(source.query);
    case 'execute':
      return print(source.statement);
    case 'default_values':
      return 'DEFAULT VALUES';
  }
}

/** One row of VALUES. */
function row(values: readonly Expression[]): string {
  return `(${list(values)})`;
}

/** INTO and its columns. */
function outputTarget({ into }: OutputClause): string {
  return into === null ? '' : words('INTO', print(into.target), parenthesised(into.columns));
}

/** A method call (`SET col.modify('...')`) has no value of its own: it stands as the column, with the same node as value. */
function assigned(node: Assignment): string {
  return node.value === node.column ? '' : words(node.operator, print(node.value));
}

/** All before the first WHEN. */
function mergeHead(node: Merge): string {
  return words(
    node.with && print(node.with),
    'MERGE',
    node.top && print(node.top),
    node.hasInto && 'INTO',
    print(node.target),
    'USING',
    print(node.source),
    after('ON', node.on),
  );
}

/** Words of each match; BY TARGET is kept when it was written. */
const matches: Record<MergeClause['match'], string> = {
  matched: 'WHEN MATCHED',
  not_matched: 'WHEN NOT MATCHED',
  not_matched_by_target: 'WHEN NOT MATCHED BY TARGET',
  not_matched_by_source: 'WHEN NOT MATCHED BY SOURCE',
};

/** What follows THEN. */
function mergeAction({ action }: MergeClause): string {
  switch (action.type) {
    case 'update':
      return `UPDATE SET ${list(action.assignments)}`;
    case 'delete':
      return 'DELETE';
    case 'insert':
      return words(
        'INSERT',
        parenthesised(action.columns),
        action.values === null ? 'DEFAULT VALUES' : `VALUES ${row(action.values)}`,
      );
  }
}
