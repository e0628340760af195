/** The folder in which one run works: its inputs, its stored values, its results. It is made for one claim and removed at its end. */
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { AppError } from '../common/app-error.js';

/** Names inside of a work folder; both sides use them. */
export const FOLDERS = { inputs: 'inputs', artifacts: 'artifacts', results: 'results' } as const;

const HASH = /^[0-9a-f]{64}$/;

export class WorkFolder {
  readonly path: string;
  /** For files of the moment. */
  readonly temporaryPath: string;
  private readonly runPath: string;

  /** @param runsFolder holds one folder a run, and in it one a claim: of an older claim somebody may still be at work */
  constructor(runsFolder: string, runId: string, epoch: number) {
    this.runPath = join(runsFolder, runId);
    this.path = join(this.runPath, String(epoch));
    // PostgreSQL runs as another account when we are root, and must reach its files; our own folder may be closed to it.
    this.temporaryPath = process.getuid?.() === 0 ? join(tmpdir(), `datamigrate-${runId}-${epoch}`) : join(this.path, 'tmp'); // prettier-ignore
  }

  /** Makes the folder anew: what an earlier process left here is gone. */
  async make(): Promise<void> {
    await this.remove();
    for (const name of Object.values(FOLDERS)) await mkdir(join(this.path, name), { recursive: true, mode: 0o700 });
    // It must not exist: what somebody else made here is not ours.
    await mkdir(this.temporaryPath, { mode: 0o711 });
  }

  async remove(): Promise<void> {
    for (const path of [this.path, this.temporaryPath]) await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await rmdir(this.runPath).catch(() => undefined); // not the last claim's, or never made
  }

  /** Lays an input file. @throws AppError when its name would leave the folder, which the upload has refused already */
  async layInput(path: string, bytes: Buffer): Promise<void> {
    const full = inside(join(this.path, FOLDERS.inputs), path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, bytes);
  }

  /** Lays a stored value under its hash, where the child's store looks for it. */
  async layValue(hash: string, bytes: Buffer): Promise<void> {
    await writeFile(this.valuePath(hash), bytes);
  }

  /** @returns null when the child stored no such value */
  value(hash: string): Promise<Buffer | null> {
    return HASH.test(hash) ? readFile(this.valuePath(hash)).catch(nullIfMissing) : Promise.resolve(null);
  }

  /** Bytes of a file among the results. */
  async result(name: string): Promise<Buffer> {
    return readFile(inside(join(this.path, FOLDERS.results), name));
  }

  /** Lines of JSON among the results, each checked. */
  async *lines<S extends z.ZodType>(name: string, schema: S): AsyncGenerator<z.infer<S>> {
    const input = createReadStream(inside(join(this.path, FOLDERS.results), name));
    for await (const line of createInterface({ input, crlfDelay: Infinity })) yield schema.parse(JSON.parse(line));
  }

  private valuePath(hash: string): string {
    return inside(join(this.path, FOLDERS.artifacts), `${hash}.json`);
  }
}

function inside(folder: string, path: string): string {
  const root = resolve(folder);
  const full = resolve(root, path);
  if (full.startsWith(root + sep)) return full;
  throw new AppError(
    'input_name',
    'A file name would leave the folder of the run.',
    `refused: ${JSON.stringify(path)}`,
  );
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
