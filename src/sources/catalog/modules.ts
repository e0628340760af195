/** Views, routines and triggers: their text is kept, their shape and what they write is noted. */
import type { Definition, QualifiedName, Routine, Trigger, View } from '../../catalog/catalog.js';
import type {
  CreateRoutine,
  CreateTrigger,
  CreateView,
  Hint,
  Node,
  Parameter,
  Select,
  Statement,
  TableSource,
} from '../../syntax/tsql/ast/index.js';
import { walk } from '../../syntax/tsql/index.js';
import { tableParts } from './columns.js';
import { sliceOf, type CatalogDraft, type StatementContext } from './draft.js';
import { byCodeUnits, resolveName } from './naming.js';
import type { Outcome } from './outcome.js';

export function createView(draft: CatalogDraft, context: StatementContext, node: CreateView): Outcome {
  const view: View = {
    kind: 'view',
    name: nameOf(node.name),
    description: context.comment,
    definition: definitionOf(draft, context, node),
    findings: [],
    columns: node.columns.map((column) => column.value),
    schemaBound: hasWord(node.attributes, 'SCHEMABINDING'),
    encrypted: hasWord(node.attributes, 'ENCRYPTION'),
  };
  return put(draft, view, node.form);
}

export function createRoutine(draft: CatalogDraft, context: StatementContext, node: CreateRoutine): Outcome {
  const returns = node.returns;
  const routine: Routine = {
    kind: 'routine',
    name: nameOf(node.name),
    description: context.comment,
    definition: definitionOf(draft, context, node),
    findings: [],
    routineType: routineType(node),
    parameters: node.parameters.map((parameter) => parameterOf(draft, context, parameter)),
    returns: returns?.type === 'scalar' ? draft.typeOf(returns.dataType) : null,
    returnsColumns:
      returns?.type === 'table_variable' || returns?.type === 'clr_table'
        ? tableParts(draft, context, returns.elements).columns
        : [],
    encrypted: hasWord(node.options, 'ENCRYPTION'),
    writes: writesOf(node),
  };
  return put(draft, routine, node.form);
}

function routineType(node: CreateRoutine): Routine['routineType'] {
  if (node.body.type === 'external') return 'clr';
  if (node.type === 'procedure') return 'procedure';
  if (node.returns?.type === 'table') return 'inline_function';
  return node.returns?.type === 'scalar' ? 'scalar_function' : 'table_function';
}

function parameterOf(draft: CatalogDraft, context: StatementContext, parameter: Parameter) {
  return {
    name: parameter.name,
    type: draft.typeOf(parameter.type),
    default: parameter.default ? sliceOf(context, parameter.default.span) : null,
    output: parameter.output !== null,
  };
}

export function createTrigger(draft: CatalogDraft, context: StatementContext, node: CreateTrigger): Outcome {
  const trigger: Trigger = {
    kind: 'trigger',
    name: nameOf(node.name),
    description: context.comment,
    definition: definitionOf(draft, context, node),
    findings: [],
    table: typeof node.target === 'string' ? null : nameOf(node.target),
    events: [...node.events],
    enabled: true,
    writes: writesOf(node),
  };
  return put(draft, trigger, node.form);
}

/** ALTER and CREATE OR ALTER replace; CREATE of a name that exists is a duplicate. */
function put(draft: CatalogDraft, object: View | Routine | Trigger, form: CreateView['form']): Outcome {
  const earlier = draft.find(object.name);
  if (form !== 'create' && earlier) {
    object.description ??= earlier.description;
    draft.drop(object.name);
  }
  const added = draft.add(object);
  return { disposition: added ? 'catalog' : 'open', object: object.name, reason: added ? null : 'created twice' };
}

function definitionOf(draft: CatalogDraft, context: StatementContext, node: Node): Definition {
  return {
    place: context.place(node.span.start),
    text: sliceOf(context, node.span),
    quotedIdentifier: draft.quotedIdentifier,
    tokens: { ...context.tokens },
  };
}

function nameOf(written: CreateView['name']): QualifiedName {
  const { schema, name } = resolveName(written);
  return { schema, name };
}

function hasWord(hints: readonly Hint[], word: string): boolean {
  return hints.some((hint) => hint.words.some((candidate) => candidate.toUpperCase() === word));
}

/** Tables that INSERT, UPDATE, DELETE, MERGE, TRUNCATE or SELECT INTO of a body write; temporary ones and variables left out. */
function writesOf(body: Node & { readonly kind: string }): QualifiedName[] {
  const written = new Map<string, QualifiedName>();
  const note = (name: QualifiedName) => {
    if (!/^[#@]/.test(name.name)) written.set(`${name.schema}.${name.name}`.toLowerCase(), name);
  };
  walk(body, (node) => {
    const target = writeTarget(node);
    if (target) note({ schema: target.schema, name: target.name });
  });
  return [...written.entries()].sort(([a], [b]) => byCodeUnits(a, b)).map(([, name]) => name);
}

function writeTarget(node: Node): QualifiedName | null {
  // Nodes are a closed union discriminated by `kind`; the walker hands them over untyped.
  const typed = node as Statement | Select;
  switch (typed.kind) {
    case 'insert':
    case 'merge':
      return typed.target.kind === 'named_table' ? resolveName(typed.target.name) : null;
    case 'update':
    case 'delete':
      return updateTarget(typed.target, typed.from);
    case 'truncate':
      return resolveName(typed.table);
    case 'select':
      return typed.into ? resolveName(typed.into.table) : null;
    default:
      return null;
  }
}

type Sources = readonly TableSource[];

/** `UPDATE a ... FROM Orders a` writes Orders: an alias of FROM is followed. */
function updateTarget(target: Sources[number], from: Sources): QualifiedName | null {
  if (target.kind !== 'named_table') return null;
  const name = resolveName(target.name);
  const aliased = target.name.parts.length === 1 ? findAlias(from, name.name.toLowerCase()) : null;
  return aliased ?? name;
}

function findAlias(sources: Sources, alias: string): QualifiedName | null {
  for (const source of sources) {
    if (source.kind === 'named_table' && source.alias?.name.value.toLowerCase() === alias)
      return resolveName(source.name);
    if (source.kind === 'join' || source.kind === 'apply') {
      const found = findAlias([source.left, source.right], alias);
      if (found) return found;
    }
  }
  return null;
}
