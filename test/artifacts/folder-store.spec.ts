import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { FolderArtifactStore } from '../../src/artifacts/folder-store.js';

describe('the folder of artifacts', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'artifacts-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('gives back what was put, by its hash', async () => {
    const store = new FolderArtifactStore(folder);
    const hash = await store.put({ a: 1 });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await store.get(hash, z.object({ a: z.number() }))).toEqual({ a: 1 });
  });

  test('stores the same value once and leaves no half-written file', async () => {
    const store = new FolderArtifactStore(folder);
    expect(await store.put([1])).toBe(await store.put([1]));
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('says when a value is gone, or of another version', async () => {
    const store = new FolderArtifactStore(folder);
    await expect(store.get('0'.repeat(64), z.unknown())).rejects.toMatchObject({ code: 'ARTIFACT-MISSING' });
    const hash = await store.put({ a: 1 });
    writeFileSync(join(folder, `${hash}.json`), '{"b":2}');
    await expect(store.get(hash, z.strictObject({ a: z.number() }))).rejects.toMatchObject({
      code: 'ARTIFACT-INVALID',
    });
  });
});
