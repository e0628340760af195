/** F-02: archives that are bombs, lies or ruins; each is refused with its code, soon, and without taking memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDeflateRaw, deflateRawSync } from 'node:zlib';
import { UploadCase } from './upload-case.js';
import { zipOf, type MadeEntry } from './zip-bytes.js';

let upload: UploadCase;
beforeEach(() => (upload = new UploadCase()));
afterEach(() => upload.remove());

const MIB = 2 ** 20;
const TIME_MAX_MS = 2_000;
const RSS_MAX_BYTES = 100 * MIB;

/** Deflated zeros: `bytes` of them in a thousandth of it. */
async function deflatedZeros(bytes: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 9 });
  const chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  const piece = Buffer.alloc(MIB);
  for (let left = bytes; left > 0; left -= MIB)
    if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve));
  await new Promise<void>((resolve) => deflate.end(resolve));
  return Buffer.concat(chunks);
}

const many = (count: number, entry: (index: number) => MadeEntry) => Array.from({ length: count }, (_, index) => entry(index)); // prettier-ignore
const tail = (zip: Buffer) => zip.subarray(0, zip.length - 40);

const CASES: Readonly<Record<string, { readonly code: string; readonly zip: () => Promise<Buffer> | Buffer }>> = {
  'a bomb by its ratio': {
    code: 'upload_too_large',
    zip: async () => zipOf([{ name: 'x.sql', packed: await deflatedZeros(60 * MIB), saysBytes: 60 * MIB }]),
  },
  'a bomb that says 4 GB': {
    code: 'upload_too_large',
    zip: async () => zipOf([{ name: 'x.sql', packed: await deflatedZeros(40 * MIB), saysBytes: 4 * 2 ** 30 - 2 }]),
  },
  'a bomb of many files that share their bytes': {
    code: 'upload_too_large',
    zip: async () => {
      const packed = await deflatedZeros(50 * MIB);
      return zipOf(many(90, (index) => ({ name: `${index}.sql`, packed, saysBytes: 50 * MIB, ...(index > 0 ? { at: 0 } : {}) }))); // prettier-ignore
    },
  },
  'a bomb that says it is small': {
    code: 'upload_archive_invalid',
    zip: async () => zipOf([{ name: 'x.sql', packed: await deflatedZeros(300 * MIB), saysBytes: 1_000 }]),
  },
  'many bombs that say they are small': {
    code: 'upload_archive_invalid',
    zip: async () => {
      const packed = await deflatedZeros(50 * MIB);
      return zipOf(many(50, (index) => ({ name: `${index}.sql`, packed, saysBytes: 900_000 })));
    },
  },
  'a size that is too big': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql', data: Buffer.from('select 1'), saysBytes: 9_999 }]),
  },
  '100,000 entries, by its own count': {
    code: 'upload_too_large',
    zip: () => zipOf(many(60_000, (index) => ({ name: `${index}.sql`, packed: Buffer.alloc(0), method: 0, data: Buffer.alloc(0), ...(index > 0 ? { at: 0 } : {}) }))), // prettier-ignore
  },
  'too many entries that are no scripts': {
    code: 'upload_too_large',
    zip: () => zipOf(many(6_000, (index) => ({ name: `${index}.png`, method: 0, data: Buffer.alloc(0) }))),
  },
  'a symbolic link': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
  },
  'a symbolic link as a folder': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'a', data: Buffer.from('/tmp'), mode: 0o120777 }, { name: 'a/x.sql' }]),
  },
  'a named pipe': { code: 'upload_archive_invalid', zip: () => zipOf([{ name: 'x.sql', mode: 0o010644 }]) },
  'a device': { code: 'upload_archive_invalid', zip: () => zipOf([{ name: 'x.sql', mode: 0o060644 }]) },
  'an absolute entry': { code: 'upload_name_refused', zip: () => zipOf([{ name: '/etc/cron.d/x.sql' }]) },
  'an encrypted entry': { code: 'upload_archive_invalid', zip: () => zipOf([{ name: 'x.sql', isEncrypted: true }]) },
  'a nested zip': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql' }, { name: 'inner.zip', data: zipOf([{ name: 'y.sql' }]) }]),
  },
  'a nested archive of another kind': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql' }, { name: 'a/inner.tar.gz' }]),
  },
  'an unknown way of packing': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql', method: 99, packed: Buffer.from('?') }]),
  },
  'packed bytes that are none': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql', packed: Buffer.from('no deflate'), saysBytes: 100 }]),
  },
  'a comment of 60,000 bytes': {
    code: 'upload_archive_invalid',
    zip: () => zipOf([{ name: 'x.sql', comment: Buffer.alloc(60_000) }]),
  },
  'a name that is no text': {
    code: 'upload_name_refused',
    zip: () => zipOf([{ name: Buffer.from([0x61, 0xff, 0xfe, 0x2e, 0x73, 0x71, 0x6c]) }]),
  },
  'its end cut off': { code: 'upload_archive_invalid', zip: () => tail(zipOf([{ name: 'x.sql' }, { name: 'y.sql' }])) },
  'its middle cut out': {
    code: 'upload_archive_invalid',
    zip: () => {
      const zip = zipOf([{ name: 'x.sql', data: Buffer.alloc(10_000, 'abc') }]);
      return Buffer.concat([zip.subarray(0, 40), zip.subarray(60)]);
    },
  },
  'more entries than it has': { code: 'upload_archive_invalid', zip: () => zipOf([{ name: 'x.sql' }], 3) },
  'no bytes': { code: 'upload_archive_invalid', zip: () => Buffer.alloc(0) },
  'no zip at all': { code: 'upload_archive_invalid', zip: () => Buffer.from('select 1 -- not packed') },
  'no entry': { code: 'upload_empty', zip: () => zipOf([]) },
  'no script': { code: 'upload_empty', zip: () => zipOf([{ name: 'README.md' }, { name: 'x.csv' }]) },
};

describe('an archive with', () => {
  test.each(Object.entries(CASES))('%s is refused', async (_what, { code, zip }) => {
    const part = upload.part('a.zip', await zip());
    const rss = process.memoryUsage.rss();
    let peak = rss;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
    const startedMs = performance.now();
    const faults = await upload.faultsOf([part]);
    const tookMs = performance.now() - startedMs;
    clearInterval(watch);
    expect(faults?.[0]).toMatchObject({ code });
    expect(tookMs).toBeLessThan(TIME_MAX_MS);
    expect(peak - rss).toBeLessThan(RSS_MAX_BYTES);
    expect(upload.files()).toEqual([]);
  });
});

describe('limits', () => {
  const zip = (bytes: number) => zipOf([{ name: 'x.sql', data: Buffer.from('-- a comment of this and that\n'.repeat(bytes / 30)) }]); // prettier-ignore

  test('are those of the caller', async () => {
    const parts = [upload.part('a.zip', zip(3_000)), upload.part('b.sql', 'select 1')];
    expect(await upload.faultsOf(parts, { limits: { fileBytesMax: 1_000 } })).toMatchObject([{ code: 'upload_too_large', file: 'a.zip: x.sql' }]); // prettier-ignore
    expect(await upload.faultsOf(parts, { limits: { totalBytesMax: 3_005 } })).toMatchObject([{ code: 'upload_too_large' }]); // prettier-ignore
    expect(await upload.faultsOf(parts, { limits: { entriesMax: 2 } })).toMatchObject([{ code: 'upload_too_large' }]);
    expect(await upload.faultsOf(parts, { limits: { entriesMax: 3, totalBytesMax: 3_008, fileBytesMax: 3_000 } })).toBeNull(); // prettier-ignore
  });

  test('let a file pass whose text repeats, when it is small', async () => {
    expect(await upload.faultsOf([upload.part('a.zip', zip(900_000))])).toBeNull();
  });
});

describe('an archive that is fine', () => {
  test('lies in the folder with the other files, in the order of the command line', async () => {
    const zip = zipOf([
      { name: 'views\\b.sql', data: Buffer.from('-- b') },
      { name: 'tables/' , mode: 0o040755, data: Buffer.alloc(0), method: 0 },
      { name: 'tables/a.sql', data: Buffer.from('-- a'), method: 0 },
      { name: 'tables/dbo.A.csv', data: Buffer.from('x\n1\n') },
    ]);
    const { scripts, tables } = await upload.lay([upload.part('z.sql', '-- z'), upload.part('db.ZIP', zip)]);
    expect(scripts.map(({ path }) => path)).toEqual(['tables/a.sql', 'views/b.sql', 'z.sql']);
    expect(tables.map(({ path, bytes }) => [path, bytes])).toEqual([['tables/dbo.A.csv', 4]]);
    expect(readFileSync(join(upload.folder, 'views/b.sql'), 'utf8')).toBe('-- b');
  });

  test('may bring delimited files only, when a catalog says what they are', async () => {
    const parts = [upload.part('a.zip', zipOf([{ name: 'dbo.A.csv' }, { name: 'x.sql' }]))];
    expect((await upload.lay(parts, { needsScript: false })).tables.map(({ path }) => path)).toEqual(['dbo.A.csv']);
  });

  test('stops at a signal and leaves nothing', async () => {
    const signal = AbortSignal.abort(new Error('the client went away'));
    await expect(upload.lay([upload.part('x.sql')], { signal })).rejects.toThrow('the client went away');
    expect(upload.files()).toEqual([]);
  });

  test('may be packed by zip programs: stored, deflated, with folders', async () => {
    const zip = zipOf([{ name: 'x.sql', data: Buffer.from('select 1'), packed: deflateRawSync(Buffer.from('select 1'), { level: 1 }) }]);
    await upload.lay([upload.part('a.zip', zip)]);
    expect(readFileSync(join(upload.folder, 'x.sql'), 'utf8')).toBe('select 1');
  });
}); // prettier-ignore
