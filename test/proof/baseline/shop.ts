/** A small source with a value of every type that is recorded, as a script and as the catalog that is read from it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationOptionsSchema } from '../../../src/agents/options.js';
import { runAssessment } from '../../../src/agents/workflow/run-migration.js';
import type { Catalog } from '../../../src/catalog/catalog.js';
import type { Surroundings } from '../../../src/engine/session/run.js';
import { Session } from '../../../src/engine/session/session.js';
import { baselineScript, viewsToRecord } from '../../../src/proof/baseline/index.js';
import { listInputs } from '../../../src/sources/input.js';

export const SHOP = `
CREATE TABLE dbo.Item (
  id int NOT NULL PRIMARY KEY, name varchar(20) NULL, note nvarchar(max) NULL, code char(4) NULL, price decimal(9, 3) NULL, cost money NULL,
  weight float NULL, size real NULL, isNew bit NULL, madeOn date NULL, madeAt datetime NULL, seen datetime2(7) NULL, zoned datetimeoffset(3) NULL,
  opens time(2) NULL, small smalldatetime NULL, raw varbinary(8) NULL, mark uniqueidentifier NULL, big bigint NULL, tiny tinyint NULL);
GO
INSERT dbo.Item VALUES
  (1, 'Chair "x"', N'Zoë' + NCHAR(10) + N'\\ next', 'ab', 12.345, 4.5, 0.1, 1.5, 1, '2024-02-29', '2024-02-29T13:14:15.997', '2024-02-29 13:14:15.1234567', '2024-02-29 13:14:15.123 +02:00', '13:14:15.12', '2024-02-29 13:14', 0x0AFF, '6F9619FF-8B86-D011-B42D-00C04FC964FF', 9223372036854775807, 255),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, '', N'', '', 0, -0.0001, -1e300, -0.5, 0, '0001-01-01', '1753-01-01', '0001-01-01', '2000-01-01 00:00 -08:00', '00:00', '1900-01-01', 0x, '00000000-0000-0000-0000-000000000000', -9223372036854775808, 0);
GO
CREATE VIEW dbo.AllItems AS SELECT * FROM dbo.Item;
GO
CREATE VIEW dbo.[Odd ]]names] AS SELECT id AS [a.b], name AS [it's] FROM dbo.Item WHERE id < 3;
GO
CREATE VIEW dbo.Nothing AS SELECT id FROM dbo.Item WHERE id > 99;
GO
CREATE VIEW dbo.Variant AS SELECT CAST(id AS sql_variant) AS v FROM dbo.Item;
GO
CREATE VIEW dbo.Broken AS SELECT id FROM dbo.Item ORDER BY id;
GO
`;

export const SURROUNDINGS: Surroundings = {
  nowUtc: 638_448_048_000_000_000n,
  offsetMinutes: 0,
  user: 'dbo',
  database: 'shop',
  server: 'SRV',
  random: () => 0.5,
  elapsedMs: () => performance.now(),
};

export async function catalogOf(script: string): Promise<Catalog> {
  const folder = await mkdtemp(join(tmpdir(), 'baseline-'));
  try {
    const file = join(folder, 'shop.sql');
    await writeFile(file, script);
    const { catalog } = await runAssessment({
      source: { kind: 'scripts', inputs: await listInputs([file]), variables: {}, dataFiles: [] },
      options: migrationOptionsSchema.parse({}),
      workFolder: folder,
      onProgress: () => {},
    });
    return catalog;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What a server with these rows would print: the script run by the reference engine. What the engine has not (properties of a server,
 * sys.columns) is written by hand, as a server would answer.
 */
export async function playServer(script: string, rowsMax = 100): Promise<string> {
  const { tables, views, left } = viewsToRecord(await catalogOf(script), SURROUNDINGS);
  const session = new Session({ surroundings: SURROUNDINGS });
  session.run(script);
  const types = views.flatMap(({ columns }, at) => columns.map(({ name, type }, place) => ({ baseline: 'types', view: at + 1, place: place + 1, name, type: type.base, collation: null }))); // prettier-ignore
  const lines = [SERVER, ...types].map((line) => JSON.stringify(line));
  for (const batch of baselineScript({ source: 'shop', tables, views, left, rowsMax }).split(/^GO$/m)) {
    if (/SERVERPROPERTY|sys\.columns/.test(batch)) continue;
    for (const result of session.run(batch))
      if (result.kind === 'rows')
        lines.push(...result.rows.flatMap(([line]) => (typeof line === 'string' ? [line] : [])));
      else if (result.kind !== 'row_count') throw new Error(JSON.stringify(result));
  }
  return `${lines.join('\r\n')}\r\n`;
}

export const SERVER = { baseline: 'server', format: 1, database: 'shop', version: '16.0.4135.4', collation: 'SQL_Latin1_General_CP1_CI_AS', language: 'us_english', date_first: 7, options: 5496, moment_utc: '2024-02-29T12:00:00', transactions: 1 }; // prettier-ignore
