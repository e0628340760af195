/** CREATE TYPE, CREATE SEQUENCE and CREATE SYNONYM. */
import type { CreateSequence, CreateSynonym, CreateType } from '../../syntax/tsql/ast/index.js';
import { tableParts } from './columns.js';
import type { CatalogDraft, StatementContext } from './draft.js';
import { resolveName } from './naming.js';
import type { Outcome } from './outcome.js';

const DONE: Outcome = { disposition: 'catalog', object: null, reason: null };

export function createType(draft: CatalogDraft, context: StatementContext, node: CreateType): Outcome {
  const { schema, name } = resolveName(node.name);
  const qualified = { schema, name };
  const { definition } = node;
  const key = draft.keys.of(qualified);
  if (definition.type === 'alias')
    draft.aliasTypes.set(key, {
      name: qualified,
      type: draft.typeOf(definition.base),
      nullable: definition.nullable ?? true,
    });
  else if (definition.type === 'table')
    draft.tableTypes.set(key, { name: qualified, columns: tableParts(draft, context, definition.elements).columns });
  else return { disposition: 'open', object: null, reason: 'a CLR type has no T-SQL definition' };
  return DONE;
}

export function createSequence(draft: CatalogDraft, context: StatementContext, node: CreateSequence): Outcome {
  const { schema, name } = resolveName(node.name);
  const type = node.type ? draft.typeOf(node.type) : { base: 'bigint' as const };
  const place = context.place(node.span.start);
  draft.sequences.set(draft.keys.of({ schema, name }), { name: { schema, name }, type, place });
  return DONE;
}

export function createSynonym(draft: CatalogDraft, context: StatementContext, node: CreateSynonym): Outcome {
  const { schema, name } = resolveName(node.name);
  const target = node.target.parts.map((part) => part?.value ?? 'dbo');
  draft.synonyms.set(draft.keys.of({ schema, name }), {
    name: { schema, name },
    target,
    place: context.place(node.span.start),
  });
  return DONE;
}
