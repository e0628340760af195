/** Uploads as a server hands them on, in a folder that is removed; tells what lies anywhere below it. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layUpload, type LayOptions, type UploadedPart } from '../../../src/sources/upload/lay-upload.js';
import type { UploadFault } from '../../../src/sources/upload/upload-refused.js';
import { UploadRefused } from '../../../src/sources/upload/upload-refused.js';

export class UploadCase {
  readonly top = mkdtempSync(join(tmpdir(), 'upload-case-'));
  /** Deep below `top`, so that a name that gets out of it still lands where it is seen. */
  readonly folder = join(this.top, 'data', 'a', 'b', 'c', 'input');
  private parts = 0;

  constructor() {
    mkdirSync(join(this.top, 'parts'));
    mkdirSync(join(this.top, 'data', 'a', 'b', 'c'), { recursive: true });
  }

  remove(): void {
    rmSync(this.top, { recursive: true, force: true });
  }

  part(fileName: string, content: string | Buffer = 'select 1'): UploadedPart {
    const path = join(this.top, 'parts', String(this.parts++));
    writeFileSync(path, content);
    return { fileName, path, bytes: Buffer.byteLength(content) };
  }

  lay(parts: readonly UploadedPart[], options: LayOptions = {}) {
    return layUpload(parts, this.folder, options);
  }

  /** Faults of a refused upload; null when it was taken. Any other error is one of the test. */
  async faultsOf(parts: readonly UploadedPart[], options: LayOptions = {}): Promise<readonly UploadFault[] | null> {
    try {
      await this.lay(parts, options);
      return null;
    } catch (error) {
      if (error instanceof UploadRefused) return error.faults;
      throw error;
    }
  }

  /** Files anywhere below the data folder. */
  files(): string[] {
    return readdirSync(join(this.top, 'data'), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1));
  }
}
