/** A zip whose bytes depend on nothing but the names and bytes of its files. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openPromise, type Entry } from 'yauzl';
import { isSafeName, writeArchive } from '../../src/dbt/write/archive.js';

let top: string;
beforeEach(() => (top = mkdtempSync(join(tmpdir(), 'archive-'))));
afterEach(() => rmSync(top, { recursive: true, force: true }));

function folderOf(name: string, files: Readonly<Record<string, string>>, mode = 0o644, atS = 1_000_000_000): string {
  const folder = join(top, name);
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text, { mode });
    utimesSync(full, atS, atS);
  }
  return folder;
}

const FILES = {
  'b.sql': 'select 1\n',
  'models/a.sql': 'x'.repeat(100_000),
  'models/Z.yml': '',
  '.gitignore': 'target/\n',
};
const pack = (folder: string, zip: string) => writeArchive(folder, join(top, zip));

async function entriesOf(zip: string): Promise<Entry[]> {
  const file = await openPromise(join(top, zip));
  const entries: Entry[] = [];
  for await (const entry of file.eachEntry()) entries.push(entry);
  return entries;
}

describe('the archive of a folder', () => {
  test('has the same bytes whenever, wherever and in whatever order its files were made', async () => {
    const first = await pack(folderOf('one', FILES), 'one.zip');
    const backwards = Object.fromEntries(Object.entries(FILES).reverse());
    const second = await pack(folderOf('two', backwards, 0o600, 1_700_000_000), 'two.zip');
    expect(second).toEqual(first);
    expect(readFileSync(join(top, 'two.zip')).equals(readFileSync(join(top, 'one.zip')))).toBe(true);
  });

  test('has the same bytes in every time zone', () => {
    const folder = folderOf('one', FILES);
    const script = `const { writeArchive } = await import('./dist/src/dbt/write/archive.js'); console.log((await writeArchive(process.argv[1], process.argv[2])).sha256)`;
    execFileSync('node', ['scripts/build.mjs', '--if-stale']);
    const sums = ['UTC', 'Asia/Kathmandu', 'America/St_Johns'].map((zone, index) =>
      execFileSync('node', ['--input-type=module', '-e', script, folder, join(top, `${index}.zip`)], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }),
    );
    expect(new Set(sums).size).toBe(1);
  });

  test('tells the SHA-256 and the size of what it wrote', async () => {
    const { sha256, bytes } = await pack(folderOf('one', FILES), 'one.zip');
    const written = readFileSync(join(top, 'one.zip'));
    expect(createHash('sha256').update(written).digest('hex')).toBe(sha256);
    expect(written.length).toBe(bytes);
  });

  test('holds every file, sorted, as a plain file that its owner may write', async () => {
    await pack(folderOf('one', FILES), 'one.zip');
    const entries = await entriesOf('one.zip');
    expect(entries.map(({ fileName }) => fileName)).toEqual(['.gitignore', 'b.sql', 'models/Z.yml', 'models/a.sql']);
    for (const entry of entries) expect(entry.externalFileAttributes >>> 16).toBe(0o100644);
  });

  test('unpacks to what was packed', async () => {
    await pack(folderOf('one', FILES), 'one.zip');
    execFileSync('python3', ['-m', 'zipfile', '-e', join(top, 'one.zip'), join(top, 'out')]);
    for (const [path, text] of Object.entries(FILES)) expect(readFileSync(join(top, 'out', path), 'utf8')).toBe(text);
  });

  test.each(['a\\b.sql', 'C:b.sql', 'line\nbreak', 'bell\u0007'])('refuses the name %j', async (name) => {
    await expect(pack(folderOf('one', { [name]: 'x' }), 'one.zip')).rejects.toMatchObject({ code: 'archive_name_refused' });
  });

  test('follows no link out of the folder', async () => {
    const folder = folderOf('one', FILES);
    symlinkSync('/etc/passwd', join(folder, 'link.sql'));
    await expect(pack(folder, 'one.zip')).rejects.toMatchObject({ code: 'archive_name_refused' });
  });

  test('takes no name for safe that leads elsewhere', () => {
    for (const name of ['../a', 'a/../b', '/a', './a', 'a//b', '', 'a/', '..', 'a/.', `${'x'.repeat(256)}`, 'a\u0000b'])
      expect([name, isSafeName(name)]).toEqual([name, false]);
    for (const name of ['a', '.gitignore', 'models/a b.sql', 'ä/ö.yml']) expect(isSafeName(name)).toBe(true);
  });
}); // prettier-ignore
