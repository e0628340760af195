/** F-01: names that try to escape, to hide, or to break a system; each is refused and told of, or stored under a safe name. */
import { existsSync } from 'node:fs';
import { UploadCase } from './upload-case.js';
import { zipOf } from './zip-bytes.js';

let upload: UploadCase;
beforeEach(() => (upload = new UploadCase()));
afterEach(() => upload.remove());

const REFUSED: Readonly<Record<string, string>> = {
  'a parent folder': '../x.sql',
  'many parent folders': '../../../../../../../../tmp/x.sql',
  'a parent folder inside': 'a/../../x.sql',
  'a parent folder inside that stays inside': 'a/../x.sql',
  'a parent folder with backslashes': '..\\x.sql',
  'a parent folder with mixed slashes': 'a\\..\\../x.sql',
  'only a parent folder': '..',
  'encoded dots and slash': '%2e%2e%2fx.sql',
  'encoded dots, plain slash': '%2e%2e/x.sql',
  'an encoded backslash': '..%5cx.sql',
  'double encoding': '%252e%252e%252fx.sql',
  'triple encoding': '%25252e%25252e%25252fx.sql',
  'endless encoding': `%${'25'.repeat(20)}2fx.sql`,
  'an encoded NUL': 'x%00.sql',
  NUL: 'x\u0000.sql',
  'NUL before another ending': 'x.sql\u0000.png',
  'an absolute path': '/etc/cron.d/x.sql',
  'two slashes': '//host/x.sql',
  'a drive': 'C:\\x.sql',
  'a drive without slash': 'C:x.sql',
  'a share': '\\\\host\\share\\x.sql',
  'a device path': '\\\\.\\COM1.sql',
  'a stream': 'x.sql:hidden.sql',
  'a file URL': 'file:///etc/passwd.sql',
  CON: 'CON.sql',
  'con in lower case': 'con.tables.sql',
  'NUL as a device': 'nul.sql',
  'COM1 in a folder': 'a/COM1.sql',
  'LPT with a superscript digit': 'lpt\u00b9.sql',
  CONIN$: 'CONIN$.sql',
  'a device as a folder': 'aux/x.sql',
  'a trailing dot': 'x.sql.',
  'a trailing blank': 'x.sql ',
  'a folder with a trailing blank': 'a /x.sql',
  'a leading blank': ' x.sql',
  'text direction turned': 'x\u202elqs.exe.sql',
  'a zero-width character': 'x\u200b.sql',
  'a byte order mark': '\ufeffx.sql',
  'a lone surrogate': 'x\ud800.sql',
  'a line separator': 'x\u2028.sql',
  '300 characters': `${'x'.repeat(300)}.sql`,
  '300 letters of two bytes in a part': `${'ä'.repeat(110)}.sql`,
  'a path of 500 characters': `${'abcd/'.repeat(100)}x.sql`,
  '20 folders': `${'a/'.repeat(20)}x.sql`,
  'an empty part': 'a//x.sql',
  'a dot part': 'a/./b.sql',
  'a leading dash': '-rf.sql',
  'a leading dash in a folder': 'a/--help.sql',
  'a leading tilde': '~root/x.sql',
  'CR and LF': 'x\r\nSet-Cookie: a=b.sql',
  'a tab': 'x\t.sql',
  'escape codes': 'x\u001b[2J.sql',
  delete: 'x\u007f.sql',
  'git configuration': '.git/config',
  'git hooks': '.git/hooks/post-checkout.sql',
  'a hidden file': '.env',
  __proto__: '__proto__',
  '__proto__ as a folder': '__proto__/x.sql',
  'constructor as a folder': 'constructor/x.sql',
  'an empty name': '',
  'only blanks': '   ',
  'a wildcard': '*.sql',
  'a pipe': 'x|y.sql',
  'a program': 'x.exe',
  'no ending': 'Makefile',
};

describe('a name of an uploaded file', () => {
  test.each(Object.entries(REFUSED))('with %s is refused, and nothing is written', async (_what, name) => {
    const faults = await upload.faultsOf([upload.part('good.sql'), upload.part(name)]);
    expect(faults).toEqual([expect.objectContaining({ code: 'upload_name_refused' })]);
    expect(faults?.[0]?.reason).toMatch(/^(has|is|leads|lies) /);
    expect(existsSync(upload.folder)).toBe(false);
    expect(upload.files()).toEqual([]);
  });

  /** In an archive, what other programs leave beside a person's files is left out instead. */
  const LEFT_OUT = new Set(['.git/config', '.git/hooks/post-checkout.sql', '.env', 'x.exe', 'Makefile', '__proto__']);
  const IN_ARCHIVES = Object.entries(REFUSED).filter(([, name]) => !LEFT_OUT.has(name));
  test.each(IN_ARCHIVES)('with %s is refused inside an archive too', async (_what, name) => {
    const zip = zipOf([{ name: 'good.sql' }, { name }]);
    const faults = await upload.faultsOf([upload.part('a.zip', zip)]);
    expect(faults).toEqual([expect.objectContaining({ code: 'upload_name_refused' })]);
    expect(upload.files()).toEqual([]);
  });

  test.each(['.git/config', '.git/hooks/x.sql', '.env.sql', '__MACOSX/._x.sql', '.DS_Store', 'a/.vs/x.sql', 'x.exe', 'Makefile', 'README.md'])(
    'inside an archive is left out when it is %s',
    async (name) => {
      await upload.lay([upload.part('a.zip', zipOf([{ name: 'good.sql' }, { name }]))]);
      expect(upload.files()).toEqual(['good.sql']);
    },
  );

  test.each(['.git/../../x.sql', '__MACOSX/../x.sql', '/.git/config', '.git/\u0000'])(
    'inside an archive is refused when it hides behind leftovers: %j',
    async (name) => {
      const faults = await upload.faultsOf([upload.part('a.zip', zipOf([{ name: 'good.sql' }, { name }]))]);
      expect(faults).toHaveLength(1);
    },
  );

  const STORED: Readonly<Record<string, string>> = {
    'plain.sql': 'plain.sql',
    'UPPER.SQL': 'UPPER.SQL',
    'a/b/c.sql': 'a/b/c.sql',
    'a\\b\\c.sql': 'a/b/c.sql',
    './here.sql': 'here.sql',
    '100%.sql': '100%.sql',
    'a%20b.sql': 'a%20b.sql',
    'with blank.sql': 'with blank.sql',
    "O'Brien; DROP TABLE x; --.sql": "O'Brien; DROP TABLE x; --.sql",
    '$(id)`id`.sql': '$(id)`id`.sql',
    'Za\u0301hlungen.sql': 'Z\u00e1hlungen.sql',
    '表.sql': '表.sql',
    'console.sql': 'console.sql',
    'a..b.sql': 'a..b.sql',
    'dbo.Orders.Table.sql': 'dbo.Orders.Table.sql',
  };
  test.each(Object.entries(STORED))('%j is stored as %j', async (name, path) => {
    const { scripts } = await upload.lay([upload.part(name)]);
    expect(scripts.map((file) => file.path)).toEqual([path]);
    expect(upload.files()).toEqual([path]);
  });

  const TWINS: Readonly<Record<string, readonly string[]>> = {
    'the same name twice': ['x.sql', 'x.sql'],
    'names that differ by letter case': ['x.sql', 'X.SQL'],
    'composed and decomposed letters': ['\u00e9.sql', 'e\u0301.sql'],
    'compatible letters': ['\ufb01.sql', 'fi.sql'],
    'a file and a folder of its name': ['a.sql', 'a.sql/b.sql'],
    'a folder and a file of its name': ['a.sql/b.sql', 'A.sql'],
  };
  test.each(Object.entries(TWINS))('is refused for %s', async (_what, names) => {
    const faults = await upload.faultsOf(names.map((name) => upload.part(name)));
    expect(faults).toEqual([expect.objectContaining({ reason: expect.stringContaining('same name as') })]);
    const zip = zipOf(names.map((name) => ({ name })));
    expect(await upload.faultsOf([upload.part('a.zip', zip)])).toHaveLength(1);
  });
}); // prettier-ignore

describe('the answer to bad names', () => {
  test('lists all of them at once, the first twenty by name, and counts the rest', async () => {
    const parts = Array.from({ length: 30 }, (_, index) => upload.part(`../${index}.sql`));
    const refused = await upload.lay(parts).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'upload_name_refused', faultsInAll: 30 });
    expect(await upload.faultsOf(parts)).toHaveLength(20);
    expect(refused).toHaveProperty('publicText', expect.stringMatching(/^\.\.\/0\.sql: leads out of its folder;.*and 10 more\.$/)); // prettier-ignore
  });

  test('shows a name without the characters that would move a cursor or turn text', async () => {
    const faults = await upload.faultsOf([upload.part('\u001b[2J\u202e\r\n.sql')]);
    expect(faults?.[0]?.file).toBe('\\u{1b}[2J\\u{202e}\\u{d}\\u{a}.sql');
  });

  test('names no folder of the server', async () => {
    for (const parts of [[upload.part('../x.sql')], [upload.part('a.zip', 'no zip')], [upload.part('x.csv')], [upload.part('bin/x.sql')]]) {
      const refused = await upload.lay(parts).catch((error: unknown) => error);
      expect(JSON.stringify([String(refused), refused])).not.toContain(upload.top);
    }
  }); // prettier-ignore
});
