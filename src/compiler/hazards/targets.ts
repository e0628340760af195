/** Hazards of a target: where its functions and types are not quite SQL Server's. */
import type { HazardTable } from './registry.js';

export const TARGET_HAZARDS: HazardTable = {
  'TSQL-NOT-IN-TARGET': {
    severity: 'error',
    message: 'The target has no faithful form of %s.',
    explanation: 'The function, or these arguments of it, mean something no expression of the target means.',
    handling: 'The object needs review: write this part by hand, or choose another target.',
  },
  'TSQL-DIVISION-BY-ZERO': {
    severity: 'warning',
    message: 'A divisor that is zero stops SQL Server; here it gives NULL.',
    explanation:
      'SQL Server raises error 8134. DuckDB gives NULL for whole numbers and decimals, and infinity or NULL for floats.',
    handling: 'The division is kept. Where the source guards it (NULLIF, CASE) nothing differs.',
  },
  'TSQL-DATE-TEXT': {
    severity: 'warning',
    message: 'A text is read as a date without saying its form (%s).',
    explanation:
      'SQL Server reads texts by the language of the login; the target reads ISO 8601 only (2020-01-31, with a time of day; 20200131 where it is a constant, in TRY_CAST, and on PostgreSQL).',
    handling:
      'Cast as the target reads it: another form fails there (and gives NULL in TRY_CAST), it is never read as another day.',
  },
  'TSQL-TEXT-TO-NUMBER': {
    severity: 'warning',
    message: 'A text is converted to a number.',
    explanation:
      'SQL Server reads a blank text as 0 for whole numbers, floats and money. DuckDB rounds `1.5` to a whole number where SQL Server stops.',
    handling: 'Cast, with 0 for blank texts. Texts that are plain numbers convert alike.',
  },
  'TSQL-TEXT-TOO-SHORT': {
    severity: 'warning',
    message: 'A number may not fit the text it is converted to.',
    explanation:
      'SQL Server writes `*` for a whole number that is too long for a char or varchar, and stops for other numbers.',
    handling: 'The whole number is written, whatever its length.',
  },
  'TSQL-FLOAT-TEXT': {
    severity: 'warning',
    message: 'A float becomes a text.',
    explanation: 'SQL Server shows six significant digits, and an exponent of three digits from 1e6 on.',
    handling:
      'Six significant digits are kept; numbers below a million are written alike, larger ones may show their exponent in another way.',
  },
  'TSQL-LIKE-RANGE': {
    severity: 'info',
    message: 'A range in a pattern ([a-c]) goes by code point.',
    explanation:
      'SQL Server orders the characters of a range by the collation, so that accented letters fall within it.',
    handling: 'Written as a regular expression; plain letters and digits match alike.',
  },
  'TSQL-LIKE-COMPUTED': {
    severity: 'warning',
    message: 'The pattern of LIKE is computed.',
    explanation: 'A `[...]` in a pattern is a set of characters in SQL Server and a plain text in the target.',
    handling: 'Kept as LIKE: patterns of `%` and `_` match alike.',
  },
  'TSQL-NEGATIVE-LENGTH': {
    severity: 'info',
    message: '%s may be given a negative length.',
    explanation:
      'SQL Server stops with error 537; LEFT and RIGHT of the target count from the other end, SUBSTRING of DuckDB gives an empty text.',
    handling: 'The length is passed on as it is.',
  },
  'TSQL-CHAR-CODE': {
    severity: 'info',
    message: 'CHAR of a computed or high code.',
    explanation:
      'Codes above 127 are characters of the code page in SQL Server and of Unicode in the target; above 255 SQL Server gives NULL.',
    handling: 'Written as CHR: codes up to 127, and 160 to 255 of Latin 1, are alike.',
  },
  'TSQL-DATALENGTH': {
    severity: 'info',
    message: 'DATALENGTH counts the bytes SQL Server stores (%s).',
    explanation: 'The target stores the value in its own form.',
    handling: "SQL Server's count is written as a constant.",
  },
  'TSQL-ISNUMERIC': {
    severity: 'warning',
    message: 'ISNUMERIC takes more for a number than the target does.',
    explanation: 'SQL Server also accepts currency signs, a lone sign and thousands separators.',
    handling: 'Tested as a plain decimal or float.',
  },
  'TSQL-HASH-ENCODING': {
    severity: 'warning',
    message: 'Bytes of a text are taken from its UTF-8 form.',
    explanation: 'SQL Server takes the bytes of the code page of the collation.',
    handling: 'Plain ASCII has the same bytes in both.',
  },
  'TSQL-JSON-TEXT': {
    severity: 'warning',
    message: 'A part of a JSON document is written again, with other blanks.',
    explanation:
      'SQL Server gives an object or an array as it stands in the document; the targets read it and write it anew.',
    handling: 'It is the same JSON. Compare it as JSON, not as text.',
  },
  'TSQL-GUID-ORDER': {
    severity: 'warning',
    message: 'uniqueidentifier values are ordered.',
    explanation: 'SQL Server orders them by their last six bytes first; the target by their first.',
    handling: 'Ordered as the target does; equality is alike.',
  },
  'TSQL-LANGUAGE-NAMES': {
    severity: 'warning',
    message: 'Names of months and days are English here, not %s.',
    explanation: 'DATENAME answers in the language of the login.',
    handling: 'English names are written.',
  },
  'TSQL-WINDOW-COLLATION': {
    severity: 'warning',
    message: 'MIN or MAX of a text over a window goes by code point.',
    explanation: 'PostgreSQL cannot order an aggregate inside a window by the key that stands for the collation.',
    handling: "The target's own MIN or MAX is used: texts that differ in case only may come out in another order.",
  },
  'TSQL-XML-VALUE': {
    severity: 'warning',
    message: 'A value is read from an XML document.',
    explanation:
      'DuckDB has no XML: the first element of each name in the path is found by its tags, whatever its namespace prefix, and `&lt;`, `&gt;` and `&amp;` are the only entities undone. An empty element gives NULL, in PostgreSQL as well, where SQL Server gives an empty text.',
    handling:
      'Written as a regular expression in DuckDB and as XPath in PostgreSQL. Check it against documents whose elements repeat or nest under one name.',
  },
  'TSQL-TYPE-DATETIMEOFFSET': {
    severity: 'warning',
    message: 'The offset of %s is not kept.',
    explanation: 'datetimeoffset stores the offset it was given; the target keeps the moment in UTC.',
    handling: 'Carried as a timestamp with time zone: the moment is the same.',
  },
  'TSQL-TYPE-AS-TEXT': {
    severity: 'warning',
    message: 'The type of %s has no counterpart and is carried as text.',
    explanation: 'xml, sql_variant, hierarchyid, geography and geometry have methods and an order of their own.',
    handling: 'The text form is kept; operations on it are not translated.',
  },
  'TSQL-TYPE-FRACTION': {
    severity: 'info',
    message: 'The seventh decimal of the second of %s is not kept.',
    explanation: 'datetime2(7) and time(7) count 100 ns; the target counts microseconds.',
    handling: 'Carried with six decimals.',
  },
  'TSQL-TYPE-ROWVERSION': {
    severity: 'info',
    message: '%s counts changes of the row in the source only.',
    explanation: 'rowversion is set by SQL Server whenever a row changes.',
    handling: 'Carried as the bytes the rows have.',
  },
};
