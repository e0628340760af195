/** Texts of views and functions as the engine stores them. */
import type { Catalog, CatalogObject, Definition } from '../../catalog/catalog.js';
import { NotInEngine } from '../../engine/errors.js';
import type { StoredObject } from '../../engine/storage/database.js';
import { parseScript, walk } from '../../syntax/tsql/index.js';
import type { CreateRoutine, CreateView, Statement } from '../../syntax/tsql/ast/index.js';

/** A view, or a function that queries can call. */
export function isAsked(object: CatalogObject): boolean {
  return object.kind === 'view' || (object.kind === 'routine' && object.routineType !== 'procedure');
}

/** What is stored under an object's name. @throws NotInEngine when its text cannot be read in full */
export function storedDefinition({ text, quotedIdentifier }: Definition): StoredObject {
  if (text === null) throw new NotInEngine('PROOF-NO-TEXT', 'its text is not known');
  const { statements, lacking } = read(text, quotedIdentifier);
  if (lacking !== null) throw new NotInEngine('ENGINE-SYNTAX', lacking);
  const found = statements.find(isDefinition);
  if (!found) throw new NotInEngine('PROOF-NO-TEXT', 'its text is no definition');
  if (found.kind === 'create_routine') return { kind: 'routine', routine: found };
  return { kind: 'view', query: found.query, columns: found.columns.map(({ value }) => value) };
}

/** How the text was written: CREATE needs the name to be free, ALTER needs it taken. Null for what is no definition. */
export function formOf(text: string, quotedIdentifier: boolean): CreateView['form'] | null {
  return read(text, quotedIdentifier).statements.find(isDefinition)?.form ?? null;
}

const isDefinition = (statement: Statement): statement is CreateView | CreateRoutine =>
  statement.kind === 'create_view' || statement.kind === 'create_routine';

function read(text: string, quotedIdentifier: boolean): { statements: Statement[]; lacking: string | null } {
  const { batches } = parseScript({ path: 'definition', text }, { quotedIdentifier });
  const statements = batches.flatMap((batch) => batch.statements);
  let lacking: string | null = null;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'unsupported') lacking ??= 'a part of its text is not understood';
    });
  return { statements, lacking };
}

/** Objects that are asked or used, in the catalog's order. */
export const definedObjects = ({ objects }: Catalog): CatalogObject[] => objects.filter(isAsked);
