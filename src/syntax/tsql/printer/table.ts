import type {
  ColumnDefinition,
  ColumnOption,
  DropItem,
  IndexColumn,
  InlineIndex,
  PeriodForSystemTime,
  StorageOption,
  TableConstraint,
} from '../ast/definition.js';
import { after, list, parenthesised } from './list.js';
import { print } from './print.js';
import { type PrintRules, upper, words } from './rules.js';

/** Printing rules of what stands inside a table definition. */
export const tableRules: PrintRules<
  | ColumnDefinition
  | ColumnOption
  | DropItem
  | IndexColumn
  | InlineIndex
  | PeriodForSystemTime
  | StorageOption
  | TableConstraint
> = {
  column_definition: (node) =>
    words(print(node.name), node.type && print(node.type), computed(node), list(node.options, ' ')),
  column_null: (node) => words(after('CONSTRAINT', node.name ?? null), node.nullable ? 'NULL' : 'NOT NULL'),
  column_identity: (node) =>
    words(
      'IDENTITY',
      node.seed && `(${words(print(node.seed), node.increment && `, ${print(node.increment)}`)})`,
      node.notForReplication && 'NOT FOR REPLICATION',
    ),
  column_default: (node) =>
    words(after('CONSTRAINT', node.name), 'DEFAULT', print(node.value), node.withValues && 'WITH VALUES'),
  column_collate: (node) => `COLLATE ${print(node.collation)}`,
  column_constraint: (node) => print(node.constraint),
  column_index: (node) => print(node.index),
  column_word: (node) => print(node.hint),
  constraint: (node) => words(after('CONSTRAINT', node.name), constraintBody(node), constraintTail(node)),
  index_column: (node) => words(print(node.name), node.direction && upper(node.direction)),
  inline_index: (node) =>
    words(
      'INDEX',
      print(node.name),
      words(...node.words),
      parenthesised(node.columns),
      node.include.length > 0 && `INCLUDE ${parenthesised(node.include)}`,
      after('WHERE', node.where),
      list(node.options, ' '),
    ),
  period: (node) => `PERIOD FOR SYSTEM_TIME (${print(node.start)}, ${print(node.end)})`,
  storage_option: (node) =>
    node.keyword === 'with'
      ? withOption(node)
      : words(upper(node.keyword).replace(' ', '_'), node.target && print(node.target), parenthesised(node.columns)),
  drop_item: (node) =>
    words(
      node.what && (node.what === 'period' ? 'PERIOD FOR SYSTEM_TIME' : upper(node.what)),
      node.ifExists && 'IF EXISTS',
      node.name && print(node.name),
      list(node.options, ' '),
    ),
};

/** `AS expression PERSISTED`; nothing for a column with a type. */
function computed(node: ColumnDefinition): string {
  if (node.computed === null) return '';
  return words('AS', print(node.computed.expression), node.computed.persisted && 'PERSISTED');
}

/** In parentheses, or the old form without. */
function withOption(node: StorageOption): string {
  return node.parenthesised ? `WITH (${list(node.hints)})` : `WITH ${list(node.hints)}`;
}

/** First words of each type of constraint. */
const constraintWords: Record<TableConstraint['type'], string> = {
  primary_key: 'PRIMARY KEY',
  unique: 'UNIQUE',
  foreign_key: 'FOREIGN KEY',
  check: 'CHECK',
  default: 'DEFAULT',
  connection: 'CONNECTION',
};

/** All between the name of a constraint and its options. */
function constraintBody(node: TableConstraint): string {
  const keyword = constraintWords[node.type];
  switch (node.type) {
    case 'primary_key':
    case 'unique':
      return words(keyword, node.clustered && upper(node.clustered), node.hash && 'HASH', parenthesised(node.columns));
    case 'foreign_key':
      return words(
        (node.foreignKeyWords || node.columns.length > 0) && keyword,
        parenthesised(node.columns),
        references(node),
      );
    case 'check':
      return words(
        keyword,
        node.notForReplication && 'NOT FOR REPLICATION',
        node.expression && `(${print(node.expression)})`,
      );
    case 'default':
      return words(
        keyword,
        node.expression && print(node.expression),
        after('FOR', node.forColumn),
        node.withValues && 'WITH VALUES',
      );
    case 'connection':
      return words(
        keyword,
        `(${node.connections.map((pair) => `${print(pair.from)} TO ${print(pair.to)}`).join(', ')})`,
        actions(node),
      );
  }
}

/** A foreign key's other side. */
function references(node: TableConstraint): string {
  if (node.references === null) return '';
  return words(
    'REFERENCES',
    print(node.references.table),
    parenthesised(node.references.columns),
    actions(node),
    node.notForReplication && 'NOT FOR REPLICATION',
  );
}

/** `ON DELETE CASCADE` and its like. */
function actions(node: TableConstraint): string {
  return words(...(node.references?.actions ?? []).map(({ event, action }) => `ON ${upper(event)} ${upper(action)}`));
}

/** Options and NOT ENFORCED, which end keys. */
function constraintTail(node: TableConstraint): string {
  return words(list(node.options, ' '), node.enforcement && upper(node.enforcement));
}
