/** Artifacts as files of a folder, for the command line. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../common/app-error.js';
import { artifactText, type ArtifactHash, type ArtifactStore } from './artifact-store.js';

export class FolderArtifactStore implements ArtifactStore {
  constructor(private readonly folder: string) {}

  /** Written beside its place and renamed, so that a reader never sees half of it. */
  async put(value: unknown): Promise<ArtifactHash> {
    const { text, hash } = artifactText(value);
    await mkdir(this.folder, { recursive: true });
    const path = this.pathOf(hash);
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
    return hash;
  }

  async get<S extends z.ZodType>(hash: ArtifactHash, schema: S): Promise<z.infer<S>> {
    const text = await readFile(this.pathOf(hash), 'utf8').catch((cause: unknown) => {
      throw new AppError('ARTIFACT-MISSING', 'A stored value of this run is gone. Start the run again.', hash, {
        cause,
      });
    });
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    throw new AppError('ARTIFACT-INVALID', 'A stored value of this run is of another version. Start the run again.', parsed.error.message); // prettier-ignore
  }

  private pathOf(hash: ArtifactHash): string {
    return join(this.folder, `${hash}.json`);
  }
}
