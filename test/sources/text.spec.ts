/** From bytes to text with places: encodings, sqlcmd, and the cutting of large files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDump } from '../../bench/generate-script.js';
import { decodedText, detectEncoding, textDecoder } from '../../src/sources/script/decode.js';
import { readChunks, type ScriptChunk } from '../../src/sources/script/chunks.js';
import { codes, columnOf, names, objectOf, read } from './read-case.js';

const TEXT = "CREATE TABLE dbo.Kaffee (Größe nvarchar(10) NULL);\r\nINSERT dbo.Kaffee VALUES (N'süß');\r\n";

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('encodings', () => {
  const CASES: readonly (readonly [string, Buffer, string])[] = [
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16 LE', Buffer.from(TEXT, 'utf16le'), 'utf-16le'],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', utf16be(TEXT), 'utf-16be'],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`), 'utf-16be'],
    ['code page 1252', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
  ];

  it.each(CASES)('%s gives the same names and rows', async (_name, bytes, encoding) => {
    const found = await read({ 'a.sql': bytes });
    expect(columnOf(found, 'dbo.Kaffee', 'Größe').place).toMatchObject({ line: 1, column: 26 });
    expect(found.rows['dbo.Kaffee']).toEqual([['süß']]);
    expect(found.catalog.files[0]?.encoding).toBe(encoding);
  });

  it('a UTF-8 character across the end of the sample is not taken for code page 1252', () => {
    const bytes = Buffer.from(`${'-'.repeat(64 * 1024 - 1)}é and more`);
    expect(detectEncoding(bytes, 'a.sql').encoding).toBe('utf-8');
    expect(textDecoder('utf-8').decode(bytes)).toContain('é and more');
  });

  it('code page 1252 is not ISO 8859-1: the characters between 0x80 and 0x9f are its own', () => {
    expect(decodedText(Uint8Array.from([0x80, 0x85, 0x9f, 0xe9]), 'windows-1252')).toBe('€…Ÿé');
  });

  it('what is not text is refused by name', () => {
    expect(() => detectEncoding(Uint8Array.from([80, 75, 3, 4, 0, 0, 1, 2]), 'x.bak')).toThrow(/x\.bak is not a text/);
  });
});

describe('sqlcmd', () => {
  it(':setvar and $(x) are expanded; a value of the user wins', async () => {
    const text = ':setvar Schema "sales"\n:setvar Table Visit\nCREATE TABLE $(Schema).[$(Table)] (Id int);\n';
    expect(names(await read(text))).toEqual(['sales.Visit']);
    expect(names(await read(text, { variables: { schema: 'care' } }))).toEqual(['care.Visit']);
  });

  it(':r takes the file in and keeps its own places', async () => {
    const found = await read({
      'main.sql': ':r .\\parts\\tables.inc\nCREATE VIEW dbo.V AS SELECT Id FROM dbo.T;\n',
      'parts/tables.inc': '-- first\nCREATE TABLE dbo.T (Id int);\nGO\n',
    });
    expect(names(found)).toEqual(['dbo.T', 'dbo.V']);
    expect(objectOf(found, 'dbo.T').definition.place).toMatchObject({ file: 'parts/tables.inc', line: 2, column: 1 });
    expect(objectOf(found, 'dbo.V').definition.place).toMatchObject({ file: 'main.sql', line: 2, column: 1 });
  });

  it(':r never leaves the input folder, and a file that includes itself ends', async () => {
    const outside = await read({ 'a.sql': ':r ../../../../etc/hostname\nCREATE TABLE dbo.T (Id int);\n' });
    expect(codes(outside)).toContain('INPUT-INCLUDE');
    const loop = await read({ 'a.sql': ':r a.sql\nCREATE TABLE dbo.T (Id int);\n' });
    expect(names(loop)).toContain('dbo.T');
  });

  it('a variable without a value is reported where it stands', async () => {
    const found = await read('CREATE TABLE dbo.T (Id int);\nGO\nUSE $(Gone);\n');
    expect(found.catalog.findings[0]).toMatchObject({ code: 'INPUT-VARIABLE', place: { line: 3, column: 5 } });
  });

  it('template tokens are replaced where the user gave a value, in every form', async () => {
    const text = 'CREATE TABLE @cdm.A (Id int);\nCREATE TABLE {{cdm}}.B (Id int);\nCREATE TABLE ${cdm}.C (Id int);\n';
    expect(names(await read(text, { variables: { cdm: 'omop' } }))).toEqual(['omop.A', 'omop.B', 'omop.C']);
  });

  it('columns after a replaced variable are those of the file', async () => {
    const found = await read(':setvar a aaaaaaaaaaaaaaaa\n/* $(a) */ CREATE TABLE dbo.T (Id int);\n');
    expect(objectOf(found, 'dbo.T').definition.place).toMatchObject({ line: 2, column: 12 });
  });
});

async function chunksOf(text: string): Promise<ScriptChunk[]> {
  const folder = await mkdtemp(join(tmpdir(), 'datamigrate-chunks-'));
  try {
    const absolutePath = join(folder, 'big.sql');
    await writeFile(absolutePath, text);
    const chunks: ScriptChunk[] = [];
    for await (const chunk of readChunks({ path: 'big.sql', absolutePath, bytes: Buffer.byteLength(text) }))
      chunks.push(chunk);
    return chunks;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A batch again and again until the text is long enough to be cut. */
const longText = (batch: (n: number) => string): string => {
  const parts: string[] = [];
  for (let n = 0, size = 0; size < 5_000_000; n++) {
    const part = batch(n);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
};

describe('large files', () => {
  it('a dump of 20 MB is cut into small pieces that together are the file, each beginning with a statement', async () => {
    const text = [...generateDump(20_000_000)].join('');
    const chunks = await chunksOf(text);
    expect(chunks.map((chunk) => chunk.text).join('') === text).toBe(true);
    expect(chunks.length).toBeGreaterThan(30);
    for (const chunk of chunks) expect(chunk.text).toMatch(/^(INSERT|CREATE|GO)\b/);
    for (const chunk of chunks) expect(chunk.text.length).toBeLessThan(1_500_000);
    const last = chunks.at(-1);
    expect(text.split('\n')[(last?.line ?? 1) - 1]).toBe(last?.text.split('\n')[0]);
  });

  const HIDDEN: readonly (readonly [string, (n: number) => string])[] = [
    ['a string', (n) => `INSERT dbo.T VALUES (${n}, 'it''s\nGO\nINSERT not a statement\n');\n`],
    ['a comment', () => "/* /* nested ' */\nGO\nINSERT no ( statement\n*/\nINSERT dbo.T VALUES (1);\n"],
    ['a line comment with a quote', () => "-- don't\nINSERT dbo.T VALUES (1); -- it's ( open\nINSERT dbo.T VALUES (2);\n"],
    ['a quoted name', () => 'INSERT dbo.[a\'b(] VALUES (1);\nINSERT dbo."c\'d(" VALUES (2);\n'],
    ['a procedure body', (n) => `CREATE PROCEDURE dbo.P${n} AS\nSELECT 1\nINSERT dbo.T VALUES (1)\nINSERT dbo.T VALUES (2)\nGO\n`],
    ['an IF', () => 'IF NOT EXISTS (SELECT 1 FROM dbo.T)\nINSERT dbo.T VALUES (1)\nGO\n'],
    ['a CTE', () => 'WITH x AS (SELECT 1 AS a)\nINSERT dbo.T SELECT a FROM x;\nGO\n'],
  ]; // prettier-ignore

  it.each(HIDDEN)('nothing is cut inside %s', async (name, batch) => {
    const text = longText(batch);
    const chunks = await chunksOf(text);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.map((chunk) => chunk.text).join('') === text).toBe(true);
    const head = batch(0).split('\n')[0]?.replace(/\d+/g, '\\d+').replace(/[*+?.()|[\]{}/]/g, (c) => (c === '+' ? c : `\\${c}`)) ?? ''; // prettier-ignore
    const start = /body|IF|CTE/.test(name) ? head : `(${head}|INSERT dbo)`;
    for (const chunk of chunks) expect(chunk.text).toMatch(new RegExp(`^${start}`));
  });

  it('GO with a count stays with its batch', async () => {
    const chunks = await chunksOf(longText(() => 'SELECT 1;\nSELECT 2;\nGO 5\n'));
    for (const chunk of chunks) expect(chunk.text).toMatch(/^SELECT 1;[^]*GO 5\n$/);
  });

  it('a batch that never ends is refused with what to do, and the file before it is read', async () => {
    const text = `CREATE TABLE dbo.T (Id int);\nGO\n${longText(() => 'INSERT dbo.T VALUES (1);\n')}SELECT '${'x'.repeat(30_000_000)}`;
    const found = await read(text);
    expect(codes(found)).toContain('INPUT-BATCH-TOO-LONG');
    expect(names(found)).toEqual(['dbo.T']);
  });

  it('rows past the limit are counted, not kept, and that is said', async () => {
    const { catalog } = await read(`CREATE TABLE dbo.T (Id int);\nGO\n${"INSERT dbo.T VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10);\n".repeat(6_000)}`); // prettier-ignore
    expect(catalog.rows[0]).toMatchObject({ rowsTotal: 60_000, rowsKept: 50_000 });
    expect(catalog.findings).toContainEqual(expect.objectContaining({ code: 'ROWS-SAMPLED', message: expect.stringContaining('60000 rows') })); // prettier-ignore
    expect(catalog.statements.at(-1)).toMatchObject({ kind: 'insert', count: 6_000 });
  });
});
