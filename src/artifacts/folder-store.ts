/** Artifacts as files of a folder, for the command line and for the child process of a run. */
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TextArtifactStore, type ArtifactHash, type ArtifactTexts } from './artifact-store.js';

export class FolderArtifactStore extends TextArtifactStore {
  constructor(folder: string) {
    super(new FolderTexts(folder));
  }
}

const HASH = /^[0-9a-f]{64}$/;

class FolderTexts implements ArtifactTexts {
  constructor(private readonly folder: string) {}

  /** Written beside its place and renamed, so that a reader never sees half of it. */
  async putText(hash: ArtifactHash, text: string): Promise<void> {
    const path = this.pathOf(hash);
    if (await exists(path)) return;
    await mkdir(this.folder, { recursive: true });
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  }

  async getText(hash: ArtifactHash): Promise<string | null> {
    // A hash may come from a stored state: only one that is one is looked for.
    if (!HASH.test(hash)) return null;
    return readFile(this.pathOf(hash), 'utf8').catch(() => null);
  }

  private pathOf(hash: ArtifactHash): string {
    return join(this.folder, `${hash}.json`);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
