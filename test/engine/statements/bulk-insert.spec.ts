/** Source: Microsoft Learn, "BULK INSERT (Transact-SQL)". */
import { Session } from '../../../src/engine/session/session.js';
import { short } from '../session/answers.js';

const FILES: Readonly<Record<string, string>> = {
  'plain.txt': '1\tone\t2024-02-29\r\n2\ttwo\t\r\n3\t\t\r\n',
  'bars.csv': 'id|name|day\n1|a\nb|2024-01-01\n2|c,d|2024-01-02',
  'quoted.csv': '1,"a, ""b""",2024-01-01\n2,plain,\n',
  'wrong.txt': '1\tone\t\nx\ttwo\t\n3\tthree hundred\t\n4\tfour\t2024-13-01\n5\tfive\t\n',
  'same.txt': '1\ta\t\n1\tb\t\n',
  'null.txt': '\ta\t\n',
  'bytes.txt': '1\t0AFF\n2\t\n',
};

function session(): Session {
  const made = new Session({
    surroundings: { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'shop', server: 'SRV', random: () => 0.5, elapsedMs: () => 0, readFile: (path) => FILES[path.split('\\').at(-1) ?? ''] ?? null }, // prettier-ignore
  });
  made.run("CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(10) NULL DEFAULT 'none', day date NULL CHECK (day > '2000-01-01'), twice AS id * 2)"); // prettier-ignore
  return made;
}

const after = (sql: string, query = "SELECT id, name, day, twice FROM t ORDER BY id"): string[] => session().run(`${sql}; ${query}`).map(short); // prettier-ignore

test.each<[what: string, sql: string, answers: string[]]>([
  ['tabs and line ends by default; an empty field is the default, or NULL', "BULK INSERT t FROM 'D:\\in\\plain.txt'", ['#3', '1|one|2024-02-29|2;2|two|NULL|4;3|none|NULL|6']], // prettier-ignore
  ['KEEPNULLS', "BULK INSERT t FROM 'plain.txt' WITH (KEEPNULLS)", ['#3', '1|one|2024-02-29|2;2|two|NULL|4;3|NULL|NULL|6']], // prettier-ignore
  ['terminators, FIRSTROW; a line end before the last field is text', "BULK INSERT t FROM 'bars.csv' WITH (FIRSTROW = 2, FIELDTERMINATOR = '|', ROWTERMINATOR = '0x0a', CODEPAGE = '65001')", ['#2', '1|a\nb|2024-01-01|2;2|c,d|2024-01-02|4']], // prettier-ignore
  ['LASTROW', "BULK INSERT t FROM 'plain.txt' WITH (FIRSTROW = 2, LASTROW = 2)", ['#1', '2|two|NULL|4']],
  ['quotes in FORMAT CSV', "BULK INSERT t FROM 'quoted.csv' WITH (FORMAT = 'CSV')", ['#2', '1|a, "b"|2024-01-01|2;2|plain|NULL|4']], // prettier-ignore
  ['rows that do not fit are left out, up to MAXERRORS', "BULK INSERT t FROM 'wrong.txt'", ['!4864', '!4863', '!4864', '#2', '1|one|NULL|2;5|five|NULL|10']], // prettier-ignore
  ['no more than MAXERRORS', "BULK INSERT t FROM 'wrong.txt' WITH (MAXERRORS = 1)", ['!4864', '!4863', '!4865', '']],
  ['keys are always checked', "BULK INSERT t FROM 'same.txt'", ['!2627', '']],
  ['NOT NULL is always checked', "BULK INSERT t FROM 'null.txt'", ['!4869', '']],
  ['a file that is not there', "BULK INSERT t FROM 'nowhere.txt'", ['!4860', '']],
])('%s', (_what, sql, expected) => {
  expect(after(sql)).toEqual(expected);
});

test('CHECK and FOREIGN KEY count only WITH (CHECK_CONSTRAINTS)', () => {
  const made = session();
  made.run('ALTER TABLE t ADD CONSTRAINT few CHECK (id < 3)');
  expect(made.run("BULK INSERT t FROM 'plain.txt' WITH (CHECK_CONSTRAINTS)").map(short)).toEqual(['!547']);
  expect(made.run("BULK INSERT t FROM 'plain.txt'").map(short)).toEqual(['#3']);
});

test('identities come from the file WITH (KEEPIDENTITY) only; bytes are hexadecimal digits', () => {
  const made = session();
  made.run('CREATE TABLE b (id int IDENTITY(10, 1), data varbinary(8) NULL)');
  made.run("BULK INSERT b FROM 'bytes.txt'; BULK INSERT b FROM 'bytes.txt' WITH (KEEPIDENTITY)");
  expect(made.run('SELECT id, CONVERT(varchar(9), data, 1) FROM b').map(short)).toEqual(['10|0x0AFF;11|NULL;1|0x0AFF;2|NULL']); // prettier-ignore
});

test('an engine without files says so, and does not answer as if the table were empty', () => {
  const made = new Session({ surroundings: { nowUtc: 0n, offsetMinutes: 0, user: 'dbo', database: 'd', server: 's', random: () => 0.5, elapsedMs: () => 0 } }); // prettier-ignore
  made.run('CREATE TABLE t (id int)');
  expect(made.run("BULK INSERT t FROM 'plain.txt'").map(short)).toEqual(['?ENGINE-STATEMENT-BULK-INSERT']);
  expect(made.run('SELECT * FROM t').map(short)).toEqual(['?ENGINE-STATEMENT-BULK-INSERT']);
});
