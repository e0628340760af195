/** Hazards of functions of the source, types and targets. */
import type { HazardTable } from './registry.js';

export const CONSTRUCT_HAZARDS: HazardTable = {
  'TSQL-UNKNOWN-FUNCTION': {
    severity: 'error',
    message: 'The function %s is not in the input.',
    explanation: 'It is neither built in nor created by any script.',
    handling: 'Add its script.',
  },
  'TSQL-FUNCTION-BODY': {
    severity: 'error',
    message: 'The function %s does more than return one expression.',
    explanation: 'Only functions of one RETURN are inlined.',
    handling: 'Rewrite it as one expression or one query.',
  },
  'TSQL-FUNCTION-RECURSION': {
    severity: 'error',
    message: 'The function %s calls itself, or nests too deeply.',
    explanation: 'A model has no recursion of functions.',
    handling: 'The object needs review: rewrite this part, or leave the object out.',
  },
  'TSQL-TYPE-LOSS': {
    severity: 'warning',
    message: '%s loses something in the target type.',
    explanation: 'The target has no type of the same range or precision.',
    handling: 'See the column; choose another type with type_overrides.',
  },
  'TSQL-TYPE-CARRIED': {
    severity: 'warning',
    message: '%s is carried as text.',
    explanation: 'The target has no such type; the value is kept as SQL Server prints it.',
    handling: 'Operations on it need review.',
  },
  'TSQL-NO-QUERY': {
    severity: 'error',
    message: '%s has no query that can be read, or reads itself.',
    explanation: 'Only objects with a query of their own become models.',
    handling: 'The object needs review: look at its definition.',
  },
  'TSQL-EXPRESSION-SYNTAX': {
    severity: 'error',
    message: 'This is not an expression that can be read: %s.',
    explanation: 'A CHECK, default or computed column is one expression over the columns of its table.',
    handling: 'Left out.',
  },
  'TSQL-APPLY-JOIN': {
    severity: 'error',
    message: 'APPLY of a join is not supported.',
    explanation: 'The targets take one lateral query on the right side.',
    handling: 'The object needs review: put the join into a derived table.',
  },
  'TSQL-OPENJSON-SCHEMA': {
    severity: 'error',
    message: 'OPENJSON without WITH is not supported.',
    explanation:
      'Its rows of key, value and type number give away the form of the document, which the targets read otherwise.',
    handling: 'The object needs review: name the wanted columns in a WITH clause.',
  },
  'TSQL-ORDER-NOT-SELECTED': {
    severity: 'error',
    message: 'ORDER BY of SELECT DISTINCT names something that is not selected.',
    explanation: 'SQL Server refuses it too (error 145).',
    handling: 'The object needs review.',
  },
};
