/** About baselines: what a real server gave, recorded by a script and given back. */
import type { ExplanationTable } from './explanation.js';

export const BASELINE_FINDINGS: ExplanationTable = {
  'BASELINE-COLUMNS': {
    title: 'Recorded rows and the model have different columns',
    meaning:
      'The model lacks a column of the view, has one more, or its rows could not be read, so nothing was compared.',
    action: 'Make the script of the baseline anew from the same input, and record again.',
  },
  'BASELINE-DIFFERENT': {
    title: 'Other rows than the real server gave',
    meaning:
      'The tables have as many rows here as they had when the baseline was recorded, and the view gave other rows there than its model here.',
    action:
      'Look at the rows shown. When rows of the tables were changed since, export them and record again, both at one time; otherwise correct the model by hand.',
  },
  'BASELINE-INCOMPLETE': {
    title: 'The recording is not whole',
    meaning:
      'Lines of it are missing, cut off or do not fit together, or its one transaction ended before its end. Nothing of it was taken as proof.',
    action:
      'Look for error messages in the recording, resolve them, and record again with the options of the command at the top of the script.',
  },
  'BASELINE-NO-ROWS': {
    title: 'The real server gave no rows',
    meaning: 'No rows were compared, and that proves nothing.',
    action: 'Record where the tables have rows that the view shows.',
  },
  'BASELINE-OTHER-ROWS': {
    title: 'Recorded over other rows',
    meaning:
      'A table that the view reads had another number of rows when the baseline was recorded than it has here, so rows were not compared.',
    action: 'Export the rows of the tables and record the baseline from the same state of the database.',
  },
  'BASELINE-SAMPLE': {
    title: 'Not all rows were recorded',
    meaning:
      'The view has more rows than the script was to record. Those recorded, and the counts and sums, fit; that is no proof of the other rows.',
    action: 'Make the script with a higher --rows to have all of them recorded.',
  },
  'BASELINE-TYPES': {
    title: 'The real server has other types',
    meaning:
      'A column of the view has another type on the server than the script was made for, so its values may have been changed while they were written.',
    action: 'Use the scripts of that same database as the input, and make the script of the baseline anew.',
  },
  'BASELINE-UNREADABLE': {
    title: 'No recording in the folder',
    meaning:
      'The folder given to --baseline holds nothing that the script of baseline-script has written, or far too much.',
    action: 'Give the folder in which the output of that script was saved, and nothing else.',
  },
};
