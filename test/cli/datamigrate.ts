/** Runs the real `datamigrate` command in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRepository } from '../support/repository.js';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const TIMEOUT_MS = 180_000;
const PROGRAM = inRepository('bin/datamigrate.mjs');

/** A folder with the files of a case; `remove` when done. */
export class CaseFolder {
  private constructor(readonly path: string) {}

  static async make(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<CaseFolder> {
    const folder = new CaseFolder(await mkdtemp(join(tmpdir(), 'datamigrate-case-')));
    await chmod(folder.path, 0o755); // a PostgreSQL started by root runs as another account
    for (const [name, content] of Object.entries(files)) await folder.write(name, content);
    return folder;
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(join(this.path, name)), { recursive: true });
    await writeFile(join(this.path, name), content);
  }

  read(name: string): Promise<string> {
    return readFile(join(this.path, name), 'utf8');
  }

  /** Names of what lies in the folder, hidden ones too, sorted. */
  async names(name = '.'): Promise<string[]> {
    return (await readdir(join(this.path, name))).sort();
  }

  /** Starts the command here; temporary folders go into `tmp` of this folder, so that what is left behind is seen. */
  start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.path,
      env: { ...process.env, NO_COLOR: undefined, TMPDIR: join(this.path, 'tmp'), ...environment },
      timeout: TIMEOUT_MS,
    });
  }

  async run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    await mkdir(join(this.path, 'tmp'), { recursive: true });
    return outcomeOf(this.start(args, environment));
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** Waits for the end of a process. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...texts }));
  });
}

export const TABLE = 'CREATE TABLE dbo.Item (Id int NOT NULL PRIMARY KEY, Label nvarchar(20) NULL);\nGO\n';
export const GOOD_VIEW = 'CREATE VIEW dbo.Good AS SELECT Id FROM dbo.Item;\nGO\n';
