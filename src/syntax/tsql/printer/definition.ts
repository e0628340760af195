import type {
  AlterTable,
  AlterTableAction,
  CreateForm,
  CreateIndex,
  DefinitionStatement,
  DropObjects,
  EnableTrigger,
  Parameter,
  RoutineReturns,
} from '../ast/definition.js';
import type { CreateRoutine, CreateTrigger, CreateType, RoutineBody } from '../ast/definition.js';
import type { Identifier } from '../ast/node.js';
import type { Hint } from '../ast/query.js';
import { after, list, parenthesised } from './list.js';
import { print } from './print.js';
import { type PrintRules, upper, words } from './rules.js';

/** Printing rules of the statements that create, alter and drop objects. */
export const definitionRules: PrintRules<DefinitionStatement | Parameter> = {
  create_table: (node) =>
    words(
      'CREATE TABLE',
      print(node.name),
      parenthesised(node.elements),
      node.asKind && `AS ${upper(node.asKind)}`,
      list(node.options, ' '),
    ),
  alter_table: (node) => words('ALTER TABLE', print(node.name), alterAction(node)),
  create_view: (node) =>
    words(
      verb(node.form),
      node.materialized && 'MATERIALIZED',
      'VIEW',
      print(node.name),
      parenthesised(node.columns),
      node.attributes.length > 0 &&
        (node.materialized ? `WITH (${list(node.attributes)})` : `WITH ${list(node.attributes)}`),
      'AS',
      print(node.query),
      node.withCheckOption && 'WITH CHECK OPTION',
    ),
  create_routine: (node) =>
    words(verb(node.form), routineWord(node), routineHead(node), routineOptions(node), routineBody(node)),
  create_trigger: (node) =>
    words(verb(node.form), 'TRIGGER', print(node.name), triggerHead(node), 'AS', body(node.body)),
  create_index: (node) =>
    words(
      'CREATE',
      ...node.words,
      indexWords[node.type],
      node.name && print(node.name),
      'ON',
      print(node.table),
      parenthesised(node.columns),
      node.include.length > 0 && `INCLUDE ${parenthesised(node.include)}`,
      node.type === 'statistics' ? '' : list(node.clauses, node.type === 'index' ? ' ' : ', '),
      after('WHERE', node.where),
      node.type === 'statistics' ? list(node.clauses, ' ') : '',
      list(node.options, ' '),
    ),
  create_type: (node) => words(verb(node.form ?? 'create'), 'TYPE', print(node.name), typeDefinition(node)),
  create_sequence: (node) =>
    words(
      verb(node.form),
      'SEQUENCE',
      print(node.name),
      list(node.before ?? [], ' '),
      after('AS', node.type),
      list(node.options, ' '),
    ),
  create_schema: (node) =>
    words(
      'CREATE SCHEMA',
      node.name && print(node.name),
      after('AUTHORIZATION', node.authorization),
      list(node.elements, '\n'),
    ),
  create_synonym: (node) => `CREATE SYNONYM ${print(node.name)} FOR ${print(node.target)}`,
  create_external_table: (node) =>
    words(
      'CREATE EXTERNAL TABLE',
      print(node.name),
      parenthesised(node.elements),
      list(node.options, ' '),
      after('AS', node.query),
    ),
  create_table_as_select: (node) =>
    words(
      'CREATE TABLE',
      print(node.name),
      parenthesised(node.columns),
      list(node.options, ' '),
      after('AS', node.query),
    ),
  drop: (node) =>
    words(
      'DROP',
      node.objectType,
      node.ifExists && 'IF EXISTS',
      list(node.names),
      after('ON', node.on),
      list(node.options, ' '),
      furtherDrops(node),
    ),
  enable_trigger: (node) =>
    words(
      node.enable ? 'ENABLE' : 'DISABLE',
      'TRIGGER',
      node.names === null ? 'ALL' : list(node.names),
      'ON',
      triggerTarget(node.target),
    ),
  parameter: (node) =>
    words(
      node.name,
      node.hasAs && 'AS',
      print(node.type),
      node.varying && 'VARYING',
      node.nullable !== null && (node.nullable ? 'NULL' : 'NOT NULL'),
      after('=', node.default),
      node.output && upper(node.output),
      node.readonly && 'READONLY',
    ),
};

/** Type of index to the words that end its verb. */
const indexWords: Record<CreateIndex['type'], string> = {
  index: 'INDEX',
  statistics: 'STATISTICS',
  fulltext_index: 'FULLTEXT INDEX',
};

/** How the definition began. */
const verbs: Record<CreateForm, string> = { create: 'CREATE', alter: 'ALTER', create_or_alter: 'CREATE OR ALTER' };

function verb(form: CreateForm): string {
  return verbs[form];
}

type ActionOf<T extends AlterTableAction['type']> = Extract<AlterTableAction, { readonly type: T }>;

/** One rule for each action of ALTER TABLE. */
const alterRules: { readonly [T in AlterTableAction['type']]: (action: ActionOf<T>) => string } = {
  add: (action) => words(withCheck(action.check), 'ADD', list(action.elements)),
  alter_column: (action) =>
    words('ALTER COLUMN', print(action.column), action.addDrop && print(action.addDrop), list(action.options, ' ')),
  drop: (action) => `DROP ${list(action.items)}`,
  check_constraint: (action) =>
    words(withCheck(action.with), action.enable ? 'CHECK' : 'NOCHECK', 'CONSTRAINT', allOr(action.names)),
  trigger: (action) => words(action.enable ? 'ENABLE' : 'DISABLE', 'TRIGGER', allOr(action.names)),
  switch: (action) => words(print(action.hint), 'TO', print(action.target), list(action.tail, ' ')),
  option: (action) => list(action.hints, ' '),
};

function alterAction(node: AlterTable): string {
  const { action } = node;
  // The table is keyed by `type`, which the compiler cannot follow through an index: the cast pairs rule and action again.
  return (alterRules[action.type] as (action: AlterTableAction) => string)(action);
}

/** `WITH CHECK ADD ...`; nothing when it was left out. */
function withCheck(check: 'check' | 'nocheck' | null): string {
  return check === null ? '' : `WITH ${upper(check)}`;
}

/** Null stands for ALL. */
function allOr(names: readonly Identifier[] | null): string {
  return names === null ? 'ALL' : list(names);
}

/** PROC and PROCEDURE are kept apart. */
function routineWord(node: CreateRoutine): string {
  if (node.type === 'function') return 'FUNCTION';
  return node.shortWord ? 'PROC' : 'PROCEDURE';
}

/** Name, number, parameters and what is returned. */
function routineHead(node: CreateRoutine): string {
  const parameters = node.parenthesised ? `(${list(node.parameters)})` : list(node.parameters);
  return words(
    print(node.name),
    node.number && `;${node.number}`,
    parameters,
    node.returns && `RETURNS ${returns(node.returns)}`,
  );
}

/** What follows RETURNS. */
function returns(node: RoutineReturns): string {
  switch (node.type) {
    case 'scalar':
      return print(node.dataType);
    case 'table':
      return 'TABLE';
    case 'table_variable':
      return `${node.variable} TABLE (${list(node.elements)})`;
    case 'clr_table':
      return `TABLE (${list(node.elements)})`;
  }
}

/** What stands between the head and the body. */
function routineOptions(node: CreateRoutine): string {
  return words(
    withOptions(node.options),
    node.order && print(node.order),
    node.forReplication && 'FOR REPLICATION',
    node.hasAs && 'AS',
  );
}

function withOptions(options: readonly Hint[]): string {
  return options.length === 0 ? '' : `WITH ${list(options)}`;
}

function routineBody(node: CreateRoutine): string {
  return body(node.body);
}

/** Statements end in semicolons, which say nothing more than their ends. */
function body(node: RoutineBody): string {
  switch (node.type) {
    case 'statements':
      return list(node.statements, ';\n');
    case 'inline_query':
      return node.parenthesised ? `RETURN (${print(node.query)})` : `RETURN ${print(node.query)}`;
    case 'external':
      return `EXTERNAL NAME ${print(node.name)}`;
  }
}

/** All between the name and AS. */
function triggerHead(node: CreateTrigger): string {
  return words(
    'ON',
    triggerTarget(node.target),
    withOptions(node.options),
    upper(node.timing),
    node.events.join(', '),
    node.append && 'WITH APPEND',
    node.notForReplication && 'NOT FOR REPLICATION',
  );
}

/** The rest of a DROP INDEX that names a table for each index. */
function furtherDrops({ further }: DropObjects): string {
  return (further ?? [])
    .map(({ name, on, options }) => words(`, ${print(name)}`, after('ON', on), list(options, ' ')))
    .join('');
}

/** A name, or DATABASE and ALL SERVER. */
function triggerTarget(target: EnableTrigger['target']): string {
  return typeof target === 'string' ? upper(target) : print(target);
}

/** What follows the name of a type. */
function typeDefinition(node: CreateType): string {
  const { definition } = node;
  switch (definition.type) {
    case 'alias':
      return words(
        'FROM',
        print(definition.base),
        definition.nullable !== null && (definition.nullable ? 'NULL' : 'NOT NULL'),
      );
    case 'table':
      return words('AS TABLE', parenthesised(definition.elements), list(definition.options, ' '));
    case 'external':
      return `EXTERNAL NAME ${print(definition.name)}`;
  }
}
