/** BULK INSERT: its options are noted when the statement is met, its file is read when the scripts are done. */
import type { Place, QualifiedName } from '../../catalog/catalog.js';
import type { BulkInsert, Hint } from '../../syntax/tsql/ast/index.js';
import type { CatalogDraft, StatementContext } from '../catalog/draft.js';
import { resolveName } from '../catalog/naming.js';
import type { Outcome } from '../catalog/outcome.js';
import { constantContext } from '../catalog/tables.js';
import { constantOf } from './constant.js';
import type { DelimitedFormat } from './delimited.js';

/** A file to load, as a statement asked for it. `file` is the base name of the path in the script. */
export interface BulkRequest {
  readonly table: QualifiedName;
  readonly file: string;
  readonly format: DelimitedFormat;
  readonly place: Place;
}

/** Source of the defaults: Microsoft Learn, "BULK INSERT (Transact-SQL)". */
export function bulkInsert(draft: CatalogDraft, context: StatementContext, node: BulkInsert): Outcome {
  const table = draft.table(resolveName(node.table));
  const path = node.from.kind === 'identifier' ? node.from.value : textOf(draft, node.from);
  if (!table || path === null)
    return { disposition: 'open', object: table?.name ?? null, reason: 'the table or the file name is not known' };
  draft.bulkRequests.push({
    table: table.name,
    file: path.split(/[\\/]/).at(-1) ?? path,
    format: formatOf(draft, node.options),
    place: context.place(node.span.start),
  });
  return { disposition: 'rows', object: table.name, reason: null };
}

function textOf(draft: CatalogDraft, expression: Exclude<BulkInsert['from'], { kind: 'identifier' }>): string | null {
  const constant = constantOf(expression, constantContext(draft));
  return constant && constant !== 'default' && constant.kind !== 'null' ? constant.text : null;
}

function formatOf(draft: CatalogDraft, options: readonly Hint[]): DelimitedFormat {
  const value = (name: string) => optionText(draft, options, name);
  const isCsv = value('FORMAT')?.toUpperCase() === 'CSV';
  const wide = /^wide/i.test(value('DATAFILETYPE') ?? '');
  return {
    fieldTerminator: terminator(value('FIELDTERMINATOR') ?? (isCsv ? ',' : '\\t')),
    rowTerminator: terminator(value('ROWTERMINATOR') ?? '\\n'),
    quote: isCsv ? (value('FIELDQUOTE') ?? '"') : null,
    skippedRows: Math.max(0, Number(value('FIRSTROW') ?? 1) - 1),
    encoding: wide ? 'utf-16le' : codePage(value('CODEPAGE')),
    hasHeader: false,
  };
}

function codePage(value: string | null): DelimitedFormat['encoding'] {
  if (value === '65001') return 'utf-8';
  return value === null ? null : 'windows-1252';
}

function optionText(draft: CatalogDraft, options: readonly Hint[], name: string): string | null {
  const option = options.find((hint) => hint.words.join(' ').toUpperCase() === name);
  const argument = option?.args[0];
  if (!argument) return null;
  if (argument.kind === 'hint') return argument.words.join(' ');
  const constant = constantOf(argument, constantContext(draft));
  return constant && constant !== 'default' ? constant.text : null;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\0': '\0', '\\\\': '\\' };

/** `\t`, `|\n`, and hexadecimal `0x0a`. */
function terminator(written: string): string {
  if (/^0x([0-9a-f]{2})+$/i.test(written)) return Buffer.from(written.slice(2), 'hex').toString('latin1');
  return written.replace(/\\[tnr0\\]/g, (escape) => ESCAPES[escape] ?? escape);
}
