/**
 * T-SQL that records what a real server gives for views: it reads only. Every line of its output that begins with `{"baseline":` is a
 * JSON value; `recording.ts` reads them back. One FOR JSON a line, because a result of FOR JSON on its own is cut into pieces by clients.
 */
import type { QualifiedName } from '../../catalog/catalog.js';
import type { SqlType } from '../../catalog/sql-type.js';
import { renderingOf, sumText, type Rendering } from './rendering.js';

export interface ViewToRecord {
  readonly name: QualifiedName;
  /** As the reference engine finds them; the recording says what they are on the server. */
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
}

export interface ScriptParts {
  /** Shown at the top. */
  readonly source: string;
  readonly tables: readonly QualifiedName[];
  readonly views: readonly ViewToRecord[];
  /** Views that are not recorded, and why: shown at the end. */
  readonly left: readonly { readonly name: QualifiedName; readonly reason: string }[];
  /** Rows of one view that are recorded; of one with more, as many in order. */
  readonly rowsMax: number;
}

export const RECORDING_FORMAT = 1;

const LINE = 'FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER';

const HEAD = `
--
-- It records what the views of this database give, as one JSON value a line. No statement of it writes: it sets options of its own
-- session, reads in one transaction, and ends that. It needs SQL Server 2016 or newer, and SELECT on the tables and views named below.
--
-- Run it, and put the output into a folder of its own:
--
--     sqlcmd -S SERVER -d DATABASE -E -x -f 65001 -y 0 -w 65535 -i baseline.sql -o baseline/baseline.jsonl
--
-- The folder is then given to: datamigrate migrate ... --baseline baseline
--
-- All is read as of one moment. When the database does not allow that (error 3952), either let its administrator allow it
-- (ALTER DATABASE ... SET ALLOW_SNAPSHOT_ISOLATION ON), or run this on a copy that nobody writes to, with SERIALIZABLE in the place of
-- SNAPSHOT below: that keeps others from writing to what was read until the script ends.

SET NOCOUNT ON;
SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;
SET NUMERIC_ROUNDABORT OFF;
SET TRANSACTION ISOLATION LEVEL SNAPSHOT;
BEGIN TRANSACTION;
GO
`;

const SERVER = `-- The server, and the options in force.
SELECT (SELECT 'server' AS [baseline], ${RECORDING_FORMAT} AS [format], DB_NAME() AS [database],
    CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS [version],
    CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')) AS [collation],
    @@LANGUAGE AS [language], @@DATEFIRST AS [date_first], @@OPTIONS AS [options],
    CONVERT(nvarchar(40), SYSUTCDATETIME(), 126) AS [moment_utc], @@TRANCOUNT AS [transactions]
    ${LINE}) AS [line];
GO
`;

const END = `SELECT (SELECT 'end' AS [baseline], @@TRANCOUNT AS [transactions] ${LINE}) AS [line];
COMMIT TRANSACTION;
GO
`;

/** Views with a column that cannot be recorded belong into `left`. */
export function baselineScript({ source, tables, views, left, rowsMax }: ScriptParts): string {
  const parts = [
    `-- Baseline of ${oneLine(source)}: read-only.${HEAD}`,
    SERVER,
    ...(tables.length > 0 ? ['-- How many rows each table has.\n', ...tables.map(countOf)] : []),
    ...views.map((view, index) => recordOf(view, index + 1, rowsMax)),
    ...(left.length > 0 ? [`-- Not recorded:\n${left.map(({ name, reason }) => `--   ${oneLine(`${name.schema}.${name.name}: ${reason}`)}\n`).join('')}`] : []), // prettier-ignore
    END,
  ];
  return parts.join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

function countOf(name: QualifiedName): string {
  return `SELECT (SELECT 'table' AS [baseline], ${literal(`${name.schema}.${name.name}`)} AS [name], a.[n] AS [rows], @@TRANCOUNT AS [transactions] ${LINE}) AS [line]
FROM (SELECT COUNT_BIG(*) AS [n] FROM ${quoted(name)}) AS a;
GO
`;
}

function recordOf(view: ViewToRecord, number: number, rowsMax: number): string {
  const name = `${view.name.schema}.${view.name.name}`;
  return [`-- ${oneLine(name)}`, typesOf(view, number), figuresOf(view, number, rowsMax), rowsOf(view, number, rowsMax), ''].join('\n'); // prettier-ignore
}

/** The types that the server has for the columns: what the recording was made for must be so. */
function typesOf({ name }: ViewToRecord, number: number): string {
  return `SELECT (SELECT 'types' AS [baseline], ${number} AS [view], c.[column_id] AS [place], c.[name] AS [name], TYPE_NAME(c.[system_type_id]) AS [type], c.[collation_name] AS [collation] ${LINE}) AS [line]
FROM sys.columns AS c WHERE c.[object_id] = OBJECT_ID(${literal(quoted(name))});
GO`;
}

function figuresOf({ name, columns }: ViewToRecord, number: number, rowsMax: number): string {
  const types = JSON.stringify(columns.map((column) => ({ name: column.name, type: column.type })));
  const shown = columns.flatMap((_, at) => [`a.[n${at + 1}] AS [c${at + 1}.nulls]`, `a.[s${at + 1}] AS [c${at + 1}.sum]`, `a.[l${at + 1}] AS [c${at + 1}.min]`, `a.[h${at + 1}] AS [c${at + 1}.max]`]); // prettier-ignore
  const made = columns.flatMap((column, at) => figuresOfColumn(column, at + 1));
  return `SELECT (SELECT 'view' AS [baseline], ${number} AS [view], ${literal(`${name.schema}.${name.name}`)} AS [name], a.[n] AS [rows], ${rowsMax} AS [rows_max], @@TRANCOUNT AS [transactions],
    ${literal(types)} AS [columns]${shown.map((each) => `,\n    ${each}`).join('')}
    ${LINE}) AS [line]
FROM (SELECT COUNT_BIG(*) AS [n]${made.map((each) => `,\n    ${each}`).join('')}
  FROM ${quoted(name)} AS v) AS a;
GO`;
}

function figuresOfColumn({ name, type }: ViewToRecord['columns'][number], place: number): string[] {
  const value = `v.${bracketed(name)}`;
  const rendering = renderingOf(type);
  const aggregate = (of: Rendering['ordered'], call: 'MIN' | 'MAX'): string => (of && rendering ? rendering.text(`${call}(${of(value)})`) : `CONVERT(nvarchar(max), NULL)`); // prettier-ignore
  const sum = rendering?.summed ? sumText(type, `SUM(${rendering.summed(value)})`) : 'CONVERT(nvarchar(max), NULL)';
  return [
    `COUNT_BIG(*) - SUM(CASE WHEN ${value} IS NULL THEN CONVERT(bigint, 0) ELSE 1 END) AS [n${place}]`,
    `${sum} AS [s${place}]`,
    `${aggregate(rendering?.ordered ?? null, 'MIN')} AS [l${place}]`,
    `${aggregate(rendering?.ordered ?? null, 'MAX')} AS [h${place}]`,
  ];
}

/** Sorted by every column that can be, so that of a view with too many rows the same ones are taken each time. */
function rowsOf({ name, columns }: ViewToRecord, number: number, rowsMax: number): string {
  const texts = columns.map(({ name: column, type }, at) => `${renderingOf(type)?.text(`v.${bracketed(column)}`) ?? 'NULL'} AS [c${at + 1}]`); // prettier-ignore
  const order = columns.flatMap(({ name: column, type }) => renderingOf(type)?.sortable?.(`v.${bracketed(column)}`) ?? []); // prettier-ignore
  return `SELECT (SELECT 'row' AS [baseline], ${number} AS [view]${columns.map((_, at) => `, r.[c${at + 1}] AS [c${at + 1}]`).join('')} ${LINE}) AS [line]
FROM (SELECT TOP (${rowsMax}) ${texts.join(',\n    ')}
  FROM ${quoted(name)} AS v${order.length > 0 ? `\n  ORDER BY ${order.join(', ')}` : ''}) AS r;
GO`;
}

const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
const quoted = ({ schema, name }: QualifiedName): string => `${bracketed(schema)}.${bracketed(name)}`;
const literal = (text: string): string => `N'${text.replaceAll("'", "''")}'`;
