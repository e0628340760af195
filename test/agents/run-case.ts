/** Runs of the six agents on small scripts, in a folder that is removed afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationOptionsSchema, type MigrationOptions } from '../../src/agents/options.js';
import { runMigration, type MigrationInput, type MigrationResult } from '../../src/agents/workflow/run-migration.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { listInputs, type InputFile } from '../../src/sources/input.js';

export const TABLE = `CREATE TABLE dbo.Item (Id int NOT NULL PRIMARY KEY, Name nvarchar(20) NULL)
INSERT INTO dbo.Item VALUES (1, N'Rope'), (2, N'Sail')
GO
`;

export class RunCase {
  private constructor(readonly folder: string) {}

  static make(): RunCase {
    return new RunCase(mkdtempSync(join(tmpdir(), 'run-case-')));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async input(sql: string, options: Partial<MigrationOptions> = {}): Promise<MigrationInput> {
    const script = join(this.folder, 'shop.sql');
    writeFileSync(script, sql);
    return {
      source: { kind: 'scripts', inputs: await listInputs([script]), variables: {}, dataFiles: [] },
      options: { ...migrationOptionsSchema.parse({}), ...options },
      workFolder: join(this.folder, 'work'),
      onProgress: () => undefined,
    };
  }

  async dataFile(name: string, text: string): Promise<InputFile> {
    const absolutePath = join(this.folder, name);
    await writeFile(absolutePath, text);
    return { path: name, absolutePath, bytes: Buffer.byteLength(text) };
  }

  runCatalog(
    catalog: Catalog,
    more: Partial<MigrationInput> = {},
    dataFiles: readonly InputFile[] = [],
  ): Promise<MigrationResult> {
    return runMigration({
      source: { kind: 'catalog', catalog, dataFiles },
      options: migrationOptionsSchema.parse({}),
      workFolder: join(this.folder, 'work'),
      onProgress: () => undefined,
      ...more,
    });
  }

  async run(sql: string, more: Partial<MigrationInput> = {}): Promise<MigrationResult> {
    return runMigration({ ...(await this.input(sql)), ...more });
  }
}

export const objectOf = (result: MigrationResult, name: string) =>
  result.evaluation.objects.find((object) => object.name === name);

export const modelOf = (result: MigrationResult, name: string) =>
  result.execution.project.models.find(({ model }) => model === name);
