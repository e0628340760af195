/** Which views a script can record: those whose columns the reference engine finds, with types that have a text. */
import type { Catalog, QualifiedName, View } from '../../catalog/catalog.js';
import type { SqlType } from '../../catalog/sql-type.js';
import type { Surroundings } from '../../engine/session/run.js';
import { EngineReference } from '../reference/index.js';
import { renderingOf } from './rendering.js';
import type { ScriptParts, ViewToRecord } from './script.js';

/** @param surroundings only asked by views that depend on them; no row is read */
export function viewsToRecord(
  catalog: Catalog,
  surroundings: Surroundings,
): Pick<ScriptParts, 'tables' | 'views' | 'left'> {
  const reference = new EngineReference({ catalog, dataset: { name: 'source rows', tables: [] }, surroundings });
  const views: ViewToRecord[] = [];
  const left: { readonly name: QualifiedName; readonly reason: string }[] = [];
  for (const view of catalog.objects.filter((object): object is View => object.kind === 'view')) {
    const found = columnsOf(view, reference);
    if (typeof found === 'string') left.push({ name: view.name, reason: found });
    else views.push({ name: view.name, columns: found });
  }
  const tables = catalog.objects.flatMap((object) =>
    object.kind === 'table' && !object.external ? [object.name] : [],
  );
  return { tables, views, left };
}

/** Clients end a batch at a line that says GO, wherever it stands. */
const LINE_BREAK = /[\r\n]/;
const isOneLine = ({ schema, name }: QualifiedName): boolean => !LINE_BREAK.test(schema + name);

/** @returns a sentence when they are not known, or cannot be recorded */
function columnsOf({ name }: View, reference: EngineReference): ViewToRecord['columns'] | string {
  if (!isOneLine(name)) return 'its name has a line break';
  const answer = reference.answer(name);
  if (answer.kind === 'error') return `SQL Server itself would refuse it: error ${answer.number}, ${answer.message}`;
  if (answer.kind === 'not_in_reference')
    return `the types of its columns are not known: ${answer.code}, ${answer.message}`;
  if (answer.columns.some((column) => LINE_BREAK.test(column.name))) return 'the name of a column has a line break';
  const lost = answer.columns.find(({ type }) => renderingOf(type) === null);
  if (lost) return `values of ${lost.type.base}, as in the column ${lost.name}, are not recorded`;
  return answer.columns.map((column) => ({ name: column.name, type: plain(column.type) }));
}

/** Without what the engine notes of a type beyond it. */
function plain({ base, length, precision, scale }: SqlType): SqlType {
  return {
    base,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  };
}
