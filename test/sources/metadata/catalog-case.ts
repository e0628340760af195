/** A catalog with one of everything, read from T-SQL. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../../src/catalog/catalog.js';
import { listInputs } from '../../../src/sources/input.js';
import { readScripts } from '../../../src/sources/read-scripts.js';
import { RowStore } from '../../../src/sources/rows/row-store.js';

export const EVERYTHING = `
CREATE TYPE dbo.Code FROM varchar(10) NOT NULL
GO
CREATE TYPE dbo.Codes AS TABLE (Code varchar(10) NOT NULL)
GO
CREATE SEQUENCE dbo.Numbers AS int START WITH 1
GO
-- Things that are sold.
CREATE TABLE dbo.Item (Id int IDENTITY(1,1) NOT NULL PRIMARY KEY, Name nvarchar(20) NULL DEFAULT N'none', Price decimal(9,2) NOT NULL CHECK (Price > 0),
  At datetime2(3) NULL, Code dbo.Code, Twice AS Price * 2 PERSISTED, Tag varchar(max) COLLATE Latin1_General_BIN NULL)
CREATE TABLE sales.[Order Line] (Id int NOT NULL, Line smallint NOT NULL, Item int NULL REFERENCES dbo.Item (Id), Amount money NULL,
  CONSTRAINT pk PRIMARY KEY (Id, Line), CONSTRAINT u UNIQUE (Item, Line))
CREATE UNIQUE INDEX ix ON sales.[Order Line] (Amount) WHERE Amount IS NOT NULL
INSERT INTO dbo.Item (Name, Price) VALUES (N'Rope', 1.5), (N'Sail', 20)
GO
CREATE SYNONYM dbo.Lines FOR sales.[Order Line]
GO
CREATE VIEW dbo.Sold AS SELECT i.Name, SUM(l.Amount) AS Total FROM dbo.Item i LEFT JOIN dbo.Lines l ON l.Item = i.Id GROUP BY i.Name
GO
CREATE VIEW dbo.Best AS SELECT TOP 3 Name, Total FROM dbo.Sold ORDER BY Total DESC
GO
CREATE FUNCTION dbo.Net (@Price decimal(9,2), @Rate int = 1) RETURNS decimal(9,2) AS BEGIN RETURN @Price / @Rate END
GO
CREATE FUNCTION dbo.Cheap () RETURNS TABLE AS RETURN SELECT Name FROM dbo.Item WHERE dbo.Net(Price, 2) < 5
GO
CREATE FUNCTION dbo.Many () RETURNS @r TABLE (Id int) AS BEGIN INSERT @r SELECT Id FROM dbo.Item RETURN END
GO
CREATE PROCEDURE dbo.Clean @Days int AS BEGIN DELETE FROM dbo.Item WHERE Name IS NULL; EXEC dbo.Clean 1 END
GO
CREATE TRIGGER dbo.Watch ON dbo.Item AFTER INSERT AS BEGIN UPDATE dbo.Item SET Price = 1 END
GO
`;

export async function catalogOf(sql: string): Promise<Catalog> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-case-'));
  try {
    writeFileSync(join(folder, 'shop.sql'), sql);
    const settings = {
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      collationAssumed: true,
      collationMode: 'source' as const,
      dateFirst: 7,
      language: 'us_english',
      compatibilityLevel: 150,
    };
    const options = { settings, variables: {}, dataFiles: [], withRows: true };
    return await readScripts(await listInputs([folder]), options, new RowStore(join(folder, 'rows')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
