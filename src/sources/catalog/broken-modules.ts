/** A view, routine or trigger whose text could not be parsed is still an object: named, counted, and in need of review. */
import type { CatalogObject, Finding, QualifiedName } from '../../catalog/catalog.js';
import type { Unsupported } from '../../syntax/tsql/ast/index.js';
import { sliceOf, type CatalogDraft, type StatementContext } from './draft.js';
import { nameOfText } from './naming.js';
import type { Outcome } from './outcome.js';

const NAME_PART = String.raw`(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[\p{L}_#@$][\p{L}\p{N}_#@$]*)`;
const MODULE_HEAD = new RegExp(
  String.raw`^(create(?:\s+or\s+alter)?|alter)\s+(view|proc|procedure|function|trigger)\s+(${NAME_PART}(?:\s*\.\s*${NAME_PART})*)`,
  'iu',
);

/** Null when the text does not define a module; then its failure is a finding of the input. */
export function brokenModule(
  draft: CatalogDraft,
  context: StatementContext,
  node: Unsupported,
  failure: Finding,
): Outcome | null {
  const [, form = '', word = '', written] = MODULE_HEAD.exec(node.text) ?? [];
  if (written === undefined) return null;
  const name = nameOfText(written);
  if (!/^create$/i.test(form)) draft.drop(name);
  const added = draft.add(moduleOf(word.toLowerCase(), name, draft, context, node, failure));
  return { disposition: 'open', object: name, reason: added ? node.message : 'created twice' };
}

function moduleOf(
  word: string,
  name: QualifiedName,
  draft: CatalogDraft,
  context: StatementContext,
  node: Unsupported,
  failure: Finding,
): CatalogObject {
  const base = {
    name,
    description: context.comment,
    findings: [failure],
    definition: {
      place: context.place(node.span.start),
      text: sliceOf(context, node.span),
      quotedIdentifier: draft.quotedIdentifier,
      tokens: { ...context.tokens },
    },
  };
  if (word === 'view') return { kind: 'view', ...base, columns: [], schemaBound: false, encrypted: false };
  if (word === 'trigger') return { kind: 'trigger', ...base, table: null, events: [], enabled: true, writes: [] };
  const routineType = word === 'function' ? 'table_function' : 'procedure';
  return { kind: 'routine', ...base, routineType, parameters: [], returns: null, returnsColumns: [], encrypted: false, writes: [] };
} // prettier-ignore
