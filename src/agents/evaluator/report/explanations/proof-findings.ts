/** About the proof: why an object whose model runs is not proved. */
import type { ExplanationTable } from './explanation.js';

export const PROOF_FINDINGS: ExplanationTable = {
  'PROOF-BUDGET': {
    title: 'Not proved: the bounds of a run were reached',
    meaning: 'Too many rows, or too many faults to try: something of the proof was left out, and is named.',
    action: 'Migrate fewer objects at once, or with fewer sample rows.',
  },
  'PROOF-BYTE-ORDER': {
    title: 'Not proved: texts are compared by their bytes',
    meaning: 'The option collation_mode: binary gives up the collation of the source, so other rows may be joined, grouped and found than there.',
    action: 'Leave the option out, or check that no texts differ in case, accents or blanks alone.',
  },
  'PROOF-COLUMNS': {
    title: 'Not proved: the columns cannot be compared',
    meaning: 'The model has a column more or less than the original, or one of a type whose values have no common form.',
    action: 'Compare the columns of both; give the model those of the original.',
  },
  'PROOF-DIFFERENT': {
    title: 'The model gives other rows than the original',
    meaning: 'On the same rows, the reference engine ran the text of the original and got other rows than the model gives, or rows where the model fails. The model is switched off, since it is known to be wrong on these rows.',
    action: 'Look at the differing rows in the report, and write the model so that it gives those of the original.',
  },
  'PROOF-NO-REFERENCE': {
    title: 'Not proved: the reference engine lacks something',
    meaning: 'The reference engine has not all of T-SQL, and never guesses. The code in the message names what it lacks.',
    action: 'Compare the rows with those of the real server, by a baseline.',
  },
  'PROOF-NO-ROWS': {
    title: 'Not proved: no rows were compared',
    meaning: 'Neither the rows at hand nor the fixtures made a row come out of it.',
    action: 'Give sample rows for the tables that it reads.',
  },
  'PROOF-SOURCE-ERROR': {
    title: 'SQL Server itself would refuse the original',
    meaning: 'The text of the object is not valid T-SQL; the message says what SQL Server would say. It is no fault of the translation.',
    action: 'Correct the object in the source, or leave it out.',
  },
  'PROOF-UNDETERMINED': {
    title: 'Not proved: its rows are others each time',
    meaning: 'It depends on the time, on random numbers, on who asks, or on an order that nothing in it says.',
    action: 'Nothing if that is meant; otherwise give it an ORDER BY that leaves no choice.',
  },
  'PROOF-WEAK': {
    title: 'Not proved: the rows could not have told every mistake',
    meaning: 'The rows of the model and of the original are equal, but some deliberate faults changed none of them, or some outcomes of its conditions were never seen. The report lists the places.',
    action: 'Give sample rows that tell the listed faults apart, or look at these places yourself.',
  },
}; // prettier-ignore
