/**
 * Believable SQL Server scripts of any size, the same on every run: a wholesale business that grew a schema per department.
 * Every table reads like the ones around it but is not their copy; views join, choose by CASE, group and read other views.
 */

/** A script and what it holds. */
export interface GeneratedScript {
  readonly text: string;
  readonly tables: number;
  readonly views: number;
}

const SCHEMAS = ['sales', 'stock', 'finance', 'people', 'fleet', 'quality', 'claims', 'service'];
const NOUNS = ['Order', 'Invoice', 'Parcel', 'Contract', 'Visit', 'Claim', 'Delivery', 'Payment', 'Batch', 'Audit'];
const STATES = ['Open', 'Held', 'Sent', 'Paid', 'Closed', 'Void'];
const DATABASE_HEAD = 'SET ANSI_NULLS ON\nGO\nSET QUOTED_IDENTIFIER ON\nGO\n';

/** `objects` tables and views, half of each; each view reads two tables or a table and an earlier view. */
export function generateScript(objects: number): GeneratedScript {
  const tables = Math.ceil(objects / 2);
  const views = objects - tables;
  const parts = [DATABASE_HEAD, ...SCHEMAS.map((schema) => `CREATE SCHEMA ${schema} AUTHORIZATION dbo\nGO\n`)];
  for (let n = 0; n < tables; n++) parts.push(tableText(n));
  for (let n = 0; n < views; n++) parts.push(viewText(n, tables));
  return { text: parts.join(''), tables, views };
}

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';
const schemaOf = (n: number): string => pick(SCHEMAS, n);
const nounOf = (n: number): string => `${pick(NOUNS, Math.floor(n / SCHEMAS.length))}${n}`;
const tableName = (n: number): string => `[${schemaOf(n)}].[${nounOf(n)}]`;
const viewName = (n: number): string => `[${schemaOf(n)}].[v${nounOf(n)}Summary]`;

/** The table the n-th refers to: an earlier one, never itself. */
const parentOf = (n: number): number => (n === 0 ? 0 : (n * 7 + 3) % n);

function tableText(n: number): string {
  const noun = nounOf(n);
  const reference =
    n === 0
      ? ''
      : `,\n\tCONSTRAINT [FK_${noun}_Parent] FOREIGN KEY ([ParentId]) REFERENCES ${tableName(parentOf(n))} ([Id])`;
  return `
/* ${noun}: kept by the ${schemaOf(n)} department */
CREATE TABLE ${tableName(n)}(
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[ParentId] [int] ${n === 0 ? 'NULL' : 'NOT NULL'},
	[Code] [nchar](10) NOT NULL,
	[Title] [nvarchar](${40 + (n % 5) * 20}) NULL,
	[State] [varchar](12) NOT NULL CONSTRAINT [DF_${noun}_State] DEFAULT ('${pick(STATES, n)}'),
	[Amount] [decimal](${10 + (n % 4) * 2}, ${2 + (n % 3)}) NULL,
	[Fee] [money] NULL,
	[Quantity] [smallint] NOT NULL CONSTRAINT [DF_${noun}_Quantity] DEFAULT ((${n % 9})),
	[IsActive] [bit] NOT NULL,
	[OpenedOn] [date] NULL,
	[ChangedAt] [datetime] NOT NULL CONSTRAINT [DF_${noun}_ChangedAt] DEFAULT (getdate()),
	[Total] AS ([Quantity] * [Fee]),
	CONSTRAINT [PK_${noun}] PRIMARY KEY CLUSTERED ([Id] ASC),
	CONSTRAINT [UQ_${noun}_Code] UNIQUE NONCLUSTERED ([Code] ASC),
	CONSTRAINT [CK_${noun}_Quantity] CHECK ([Quantity] >= (0))${reference}
) ON [PRIMARY]
GO
`;
}

function viewText(n: number, tables: number): string {
  const own = n % tables;
  const other = parentOf(own);
  if (n % 4 === 3) return stackedViewText(n, own);
  return n % 2 === 0 ? groupedViewText(n, own, other) : detailViewText(n, own, other);
}

function groupedViewText(n: number, own: number, other: number): string {
  return `
CREATE VIEW ${viewName(n)}
AS
-- one row a month and state
SELECT p.[Code] AS ParentCode,
	YEAR(c.[ChangedAt]) AS [Year],
	MONTH(c.[ChangedAt]) AS [Month],
	CASE WHEN c.[State] IN ('Paid', 'Closed') THEN N'done' WHEN c.[IsActive] = 0 THEN N'off' ELSE N'open' END AS Stage,
	COUNT(*) AS Cases,
	COUNT(DISTINCT c.[Title]) AS Titles,
	SUM(ISNULL(c.[Amount], 0)) AS Amount,
	AVG(c.[Quantity]) AS AverageQuantity,
	MAX(LEN(c.[Title])) AS LongestTitle
FROM ${tableName(own)} AS c
	LEFT OUTER JOIN ${tableName(other)} AS p ON p.[Id] = c.[ParentId]
WHERE c.[ChangedAt] >= '20${10 + (n % 10)}0101' AND (c.[OpenedOn] IS NULL OR c.[OpenedOn] < DATEADD(day, ${n % 90}, c.[ChangedAt]))
GROUP BY p.[Code], YEAR(c.[ChangedAt]), MONTH(c.[ChangedAt]),
	CASE WHEN c.[State] IN ('Paid', 'Closed') THEN N'done' WHEN c.[IsActive] = 0 THEN N'off' ELSE N'open' END
HAVING COUNT(*) > ${n % 3}
GO
`;
}

function detailViewText(n: number, own: number, other: number): string {
  return `
CREATE VIEW ${viewName(n)}
AS
SELECT c.[Id], c.[Code] + N'-' + ISNULL(p.[Title], N'none') AS Label,
	UPPER(LTRIM(RTRIM(c.[Title]))) AS Title,
	DATEDIFF(day, c.[OpenedOn], c.[ChangedAt]) AS DaysOpen,
	CONVERT(varchar(10), c.[ChangedAt], 120) AS ChangedOn,
	c.[Amount] / NULLIF(c.[Quantity], 0) AS UnitAmount,
	c.[Quantity] / 2 AS HalfQuantity,
	COALESCE(c.[Fee], p.[Fee], 0) AS Fee,
	ROW_NUMBER() OVER (PARTITION BY c.[ParentId] ORDER BY c.[ChangedAt] DESC, c.[Id]) AS Position
FROM ${tableName(own)} AS c INNER JOIN ${tableName(other)} AS p ON c.[ParentId] = p.[Id]
WHERE c.[State] <> '${pick(STATES, n + 1)}' AND c.[Title] LIKE N'%${n % 10}%'
	AND EXISTS (SELECT 1 FROM ${tableName(other)} AS x WHERE x.[Id] = c.[ParentId] AND x.[IsActive] = 1)
GO
`;
}

/** Reads the grouped view made right before it. */
function stackedViewText(n: number, own: number): string {
  return `
CREATE VIEW ${viewName(n)}
AS
SELECT s.[Year], s.Stage, SUM(s.Cases) AS Cases, MAX(t.[Amount]) AS HighestAmount
FROM ${viewName(n - 1)} AS s LEFT JOIN ${tableName(own)} AS t ON t.[Code] = s.ParentCode
GROUP BY s.[Year], s.Stage
GO
`;
}

const DUMP_TABLES = 4;
const DUMP_HEAD = Array.from(
  { length: DUMP_TABLES },
  (_, n) => `CREATE TABLE [dbo].[Reading${n}](
	[Id] [int] NOT NULL CONSTRAINT [PK_Reading${n}] PRIMARY KEY,
	[Meter] [nvarchar](40) NOT NULL,
	[Value] [decimal](12, 3) NULL,
	[ReadAt] [datetime] NOT NULL,
	[Note] [nvarchar](200) NULL
)
GO
`,
).join('');

/** Rows between two GO of a dump. */
const ROWS_PER_BATCH = 100;

/** A data dump as SSMS writes it: one INSERT a row, `GO` after every hundred; pieces of text, about `bytes` in all. */
export function* generateDump(bytes: number): Generator<string> {
  let written = DUMP_HEAD.length;
  yield DUMP_HEAD;
  for (let n = 0; written < bytes; n += ROWS_PER_BATCH) {
    const batch = `${Array.from({ length: ROWS_PER_BATCH }, (_, k) => insertText(n + k)).join('')}GO\n`;
    written += batch.length;
    yield batch;
  }
}

function insertText(n: number): string {
  const table = Math.floor(n / 1000) % DUMP_TABLES;
  const day = String((n % 28) + 1).padStart(2, '0');
  const note = n % 5 === 0 ? 'NULL' : `N'Read by the keeper''s boat; line ${n} (fair; no wind -- see log)'`;
  return `INSERT [dbo].[Reading${table}] ([Id], [Meter], [Value], [ReadAt], [Note]) VALUES (${n}, N'Meter ${n % 97}', CAST(${n % 1000}.${String(n % 999).padStart(3, '0')} AS Decimal(12, 3)), CAST(N'2019-03-${day}T10:0${n % 10}:00.000' AS DateTime), ${note})\n`;
}
