import { Injectable } from '@nestjs/common';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Settings } from '../../config/settings.js';

/** No upload takes that long: what is older was left by a process that was killed. */
const LEFT_BEHIND_MS = 60 * 60 * 1000;

/** Folders that hold an upload while it is taken. */
@Injectable()
export class UploadFolders {
  private readonly root: string;
  private swept: Promise<void> | null = null;

  constructor({ dataDir }: Settings) {
    this.root = join(resolve(dataDir), 'uploads');
  }

  /** Runs `work` with a new folder, which is gone afterwards, whatever happens. */
  async within<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await (this.swept ??= this.sweep().catch((error: unknown) => this.sweepLater(error)));
    const folder = await mkdtemp(join(this.root, 'upload-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  /** Once in a process. Other processes may share the folder, so only what is old goes. */
  private async sweep(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.root)) {
      const path = join(this.root, name);
      const found = await stat(path).catch(() => null); // another process may have removed it
      const ageMs = found ? Date.now() - found.mtimeMs : 0;
      if (ageMs > LEFT_BEHIND_MS) await rm(path, { recursive: true, force: true });
    }
  }

  private sweepLater(error: unknown): never {
    this.swept = null;
    throw error;
  }
}
