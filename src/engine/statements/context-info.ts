/** SET CONTEXT_INFO. Source: Microsoft Learn, "SET CONTEXT_INFO (Transact-SQL)", "Database engine events and errors", 2743. */
import type { SetStatement } from '../../syntax/tsql/ast/index.js';
import { converter } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import { familyOf, type Family } from '../types/families.js';
import type { Type } from '../types/type.js';
import type { Activation } from './activation.js';

type OptionForm = Extract<SetStatement['form'], { type: 'option' }>;

const LENGTH = 128;
const CONTEXT: Type = { base: 'varbinary', length: LENGTH };

/** Which other types become one without a word is not documented. */
const TAKEN = new Set<Family>(['binary', 'integer', 'float']);

const notNullBinary = (): SqlError => new SqlError(2743, 'SET CONTEXT_INFO option requires varbinary (128) NOT NULL parameter.'); // prettier-ignore

/** A constant or a variable, filled up with zeros. It stays when a procedure ends, and when a transaction is rolled back. */
export function setContextInfo({ value }: OptionForm, activation: Activation): void {
  const [first] = value;
  if (!first || first.kind === 'hint' || (first.kind !== 'literal' && first.kind !== 'variable'))
    throw new SqlError(102, "Incorrect syntax near 'CONTEXT_INFO'.", 15);
  const given = activation.evaluate(first);
  const family = familyOf(given.type);
  const isTooLong = given.value instanceof Uint8Array && given.value.length > LENGTH;
  if (given.value === null || family === 'text' || isTooLong) throw notNullBinary();
  if (!TAKEN.has(family)) {
    activation.session.contextInfo = new NotInEngine('ENGINE-SET-CONTEXT_INFO', 'a context of this kind');
    throw activation.session.contextInfo;
  }
  const bytes = converter(given.type, CONTEXT, { kind: 'implicit' })(given.value, activation.run);
  const filled = new Uint8Array(LENGTH);
  // A varbinary is bytes.
  filled.set(bytes as Uint8Array);
  activation.session.contextInfo = filled;
}
