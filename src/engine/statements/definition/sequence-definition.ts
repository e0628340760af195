/** CREATE and ALTER SEQUENCE. Source: Microsoft Learn, "CREATE SEQUENCE (Transact-SQL)". */
import type { CreateSequence, Hint } from '../../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../../errors.js';
import { Sequence } from '../../storage/sequence.js';
import { BIGINT, type Type } from '../../types/type.js';
import type { Activation } from '../activation.js';
import { textOfName } from '../target.js';

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

export function runCreateSequence(statement: CreateSequence, activation: Activation): void {
  const { database } = activation.session;
  const name = database.plainName(statement.name);
  const options = [...(statement.before ?? []), ...statement.options];
  if (statement.form !== 'create') return alter(statement, options, activation);
  const type = statement.type ? activation.typeOf(statement.type) : BIGINT;
  database.add(name, { kind: 'sequence', sequence: new Sequence(partsOf(name.name, type, options, activation)) });
}

function alter({ name, form }: CreateSequence, options: readonly Hint[], activation: Activation): void {
  const found = activation.session.database.find(name);
  if (form !== 'alter' || found?.object.kind !== 'sequence')
    throw new SqlError(15_151, `Cannot alter the sequence '${textOfName(name)}', because it does not exist or you do not have permission.`); // prettier-ignore
  const { parts } = found.object.sequence;
  const given = (word: string): bigint | undefined => numberOf(options, word);
  const restart = options.some(({ words }) => words[0]?.toUpperCase() === 'RESTART') ? (given('RESTART') ?? parts.start) : null; // prettier-ignore
  const changed = { ...parts, increment: given('INCREMENT') ?? parts.increment, minimum: given('MINVALUE') ?? parts.minimum, maximum: given('MAXVALUE') ?? parts.maximum, cycles: cyclesOf(options) ?? parts.cycles }; // prettier-ignore
  const plain = { schema: found.schema, name: found.name };
  activation.session.database.put(plain, {
    kind: 'sequence',
    sequence: found.object.sequence.changed(changed, restart),
  });
}

const saysNo = ({ words }: Hint): boolean => words[0]?.toUpperCase() === 'NO';

function cyclesOf(options: readonly Hint[]): boolean | undefined {
  const found = options.find(({ words }) => words.some((word) => word.toUpperCase() === 'CYCLE'));
  return found ? !saysNo(found) : undefined;
}

/** The words of an option end with its number, if it has one. */
function numberOf(options: readonly Hint[], word: string): bigint | undefined {
  const found = options.find((hint) => hint.words[0]?.toUpperCase() === word && !saysNo(hint));
  const text = /(-?)\s*(\d+)$/.exec(found?.words.join(' ') ?? '');
  return text ? BigInt(`${text[1]}${text[2]}`) : undefined;
}

function partsOf(name: string, type: Type, options: readonly Hint[], activation: Activation): Sequence['parts'] {
  const digits = 10n ** BigInt(type.precision ?? 0);
  const [lowest, highest] = RANGES[type.base] ?? [1n - digits, digits - 1n];
  if (!RANGES[type.base] && type.base !== 'decimal')
    throw new SqlError(11_702, `The sequence object '${name}' must be of data type int, bigint, smallint, tinyint, or decimal or numeric with a scale of 0, or any user-defined data type that is based on one of the above integer data types.`); // prettier-ignore
  const given = (word: string): bigint | undefined => numberOf(options, word);
  const increment = given('INCREMENT') ?? 1n;
  if (increment === 0n) throw new SqlError(11_700, `The increment for sequence object '${name}' cannot be zero.`);
  const minimum = given('MINVALUE') ?? lowest;
  const maximum = given('MAXVALUE') ?? highest;
  const start = given('START') ?? (increment > 0n ? minimum : maximum);
  if (minimum >= maximum) throw new SqlError(11_705, `The minimum value for sequence object '${name}' must be less than its maximum value.`); // prettier-ignore
  if (start < minimum || start > maximum)
    throw new SqlError(11_703, `The start value for sequence object '${name}' must be between the minimum and maximum value of the sequence object.`); // prettier-ignore
  if (activation.session.functionDepth > 0) throw new NotInEngine('ENGINE-SEQUENCE', 'a sequence made in a function');
  return { name, type, start, increment, minimum, maximum, cycles: cyclesOf(options) ?? false };
}
