/** About the input: files, their syntax, the catalog, the rows. */
import type { ExplanationTable } from './explanation.js';

export const INPUT_FINDINGS: ExplanationTable = {
  'CATALOG-DUPLICATE': {
    title: 'The same object is defined twice',
    meaning: 'Two statements create an object of this name. The first one is used, as SQL Server refuses the second.',
    action: 'Remove one of them, drop the first in between, or leave a file out.',
  },
  'CONFIG-INVALID': {
    title: 'The options file has faults',
    meaning: 'A field of datamigrate.yml is unknown or has a value that is not allowed. All faults are listed at once.',
    action: 'Correct the named fields; docs/reference/configuration.md lists them all.',
  },
  'CONFIG-MISSING': {
    title: 'The options file cannot be read',
    meaning: 'The file given to --config does not exist, or may not be read.',
    action: 'Check the path.',
  },
  'INPUT-BATCH-TOO-LONG': {
    title: 'A batch is too long',
    meaning: 'A batch without GO is longer than what is read at once. It and what follows in its file are not read.',
    action: 'Put a line GO between its statements.',
  },
  'INPUT-BINARY': {
    title: 'A file is not text',
    meaning: 'The file holds bytes that no text has: a backup or a program, perhaps. It is left out.',
    action: 'Give the script of the database (in SSMS: Generate Scripts), not its backup.',
  },
  'INPUT-EMPTY': {
    title: 'Nothing in the input',
    meaning: 'The input holds no statement at all.',
    action: 'Give a script with CREATE TABLE or CREATE VIEW.',
  },
  'INPUT-INCLUDE': {
    title: 'An included file cannot be read',
    meaning: 'A line `:r file` names a file that is not there. What it would have created is missing.',
    action: 'Put the file where the line says, relative to the script, or remove the line.',
  },
  'INPUT-MISSING': {
    title: 'The input does not exist',
    meaning: 'A file or folder that was named cannot be read.',
    action: 'Check the path.',
  },
  'INPUT-NO-SQL': {
    title: 'No SQL file found',
    meaning: 'The folder holds no file with an ending of SQL scripts.',
    action: 'Name a folder that holds .sql files, or a file.',
  },
  'INPUT-NONE': {
    title: 'No input named',
    meaning: 'The command was called without a file or folder.',
    action: 'Name at least one SQL file or a folder of them.',
  },
  'INPUT-NOT-SQL': {
    title: 'The input is not T-SQL',
    meaning: 'No statement of the input could be read as T-SQL.',
    action: 'Check that it is a SQL Server script.',
  },
  'INPUT-VARIABLE': {
    title: 'A variable has no value',
    meaning: 'The script uses $(NAME) or a template token that neither :setvar nor --var gives.',
    action: 'Give it with --var NAME=VALUE.',
  },
  'ROWS-DML-NOT-APPLIED': {
    title: 'A change of rows was not carried out',
    meaning: 'The script changes or deletes rows after they were inserted. Sample rows are those of the INSERT statements.',
    action: 'Nothing if the samples may differ; otherwise give the final rows as CSV files with --data.',
  },
  'ROWS-FILE-MISSING': {
    title: 'A data file is missing',
    meaning: 'A BULK INSERT names a file that was not found beside the scripts or in the --data folder. The table has no sample rows from it.',
    action: 'Put the file beside the scripts, or name its folder with --data.',
  },
  'ROWS-NOT-CONSTANT': {
    title: 'Rows that only the server can make',
    meaning: 'An INSERT takes its rows from a query or an expression that is not constant; they are not among the samples.',
    action: 'Give the rows as a CSV file with --data, or go without.',
  },
  'ROWS-SAMPLED': {
    title: 'Only the first rows are kept',
    meaning: 'The table has more rows in the input than are kept as samples. Structure and models are not affected.',
    action: 'Nothing; load the full table where the project will run.',
  },
  'ROWS-VALUE': {
    title: 'A row does not fit its table',
    meaning: 'A value cannot be read as the type of its column. The row is left out of the samples.',
    action: 'Correct the row or the file if its rows matter for the tests.',
  },
  'SOURCE-ENCRYPTED': {
    title: 'Encrypted text',
    meaning: 'The object was made WITH ENCRYPTION and its body is not in the script.',
    action: 'Script it again from a server where you may read it, or write the model by hand.',
  },
  'SYNTAX-NOT-COVERED': {
    title: 'Part of the text is not understood',
    meaning: 'Some tokens of the object are in no typed node, so what they say would be lost.',
    action: 'Say that part in another way and run again, or write the model by hand. Report the construct.',
  },
  'SYNTAX-TOO-DEEP': {
    title: 'Nested too deeply',
    meaning: 'The text nests deeper than the parser goes.',
    action: 'Flatten it, for example with common table expressions.',
  },
  'SYNTAX-UNEXPECTED': {
    title: 'A syntax error',
    meaning: 'The text at this place is no T-SQL that is known here. The statement is not understood; reading goes on at the next one.',
    action: 'Correct the script if SQL Server refuses it too; otherwise report the construct.',
  },
  'SYNTAX-UNTERMINATED-COMMENT': {
    title: 'A comment is not closed',
    meaning: 'A comment that begins here has no end; all that follows would be part of it.',
    action: 'Close it with */.',
  },
  'SYNTAX-UNTERMINATED-IDENTIFIER': {
    title: 'A quoted name is not closed',
    meaning: 'A name that begins with [ or " has no end.',
    action: 'Close it with ] or ".',
  },
  'SYNTAX-UNTERMINATED-STRING': {
    title: 'A string is not closed',
    meaning: 'A string that begins here has no closing quote.',
    action: 'Close it; a quote inside a string is written twice.',
  },
}; // prettier-ignore
