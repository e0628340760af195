/** Names that SQL Server allows and that file systems, Jinja, YAML or a target may stumble over. */
export const ODD_NAMES = {
  'a reserved word': 'Select',
  '128 characters': 'n'.repeat(128),
  Thai: 'ลูกค้า',
  'an emoji': 'Box 📦',
  'upper case only': 'STOCK',
  'a single quote': "O'Brien",
  'a double quote': 'say "hi"',
  'a way out of the folder': '../../escape',
  'a newline': 'two\nlines',
  'Jinja braces': '{{ 7*7 }}{% raw %}',
  'a closing bracket': 'a]b',
  'a leading dot': '.hidden',
};
const quoted = (name: string) => `[${name.replaceAll(']', ']]')}]`;
/** A table, a row and a view for each of them. */
export const ODD_SCRIPT = Object.values(ODD_NAMES)
  .map((name, n) => `CREATE TABLE dbo.${quoted(name)} (Id int NOT NULL PRIMARY KEY, ${quoted(`c ${name}`.slice(0, 128))} int NULL);\nGO\nINSERT dbo.${quoted(name)} VALUES (${n}, ${n * n});\nGO\nCREATE VIEW dbo.${quoted(`${name}v`.slice(-128))} AS SELECT * FROM dbo.${quoted(name)};\nGO\n`)
  .join(''); // prettier-ignore
