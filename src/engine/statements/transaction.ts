/** BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION. */
import type { TransactionStatement } from '../../syntax/tsql/ast/index.js';
import { SqlError } from '../errors.js';
import type { Activation } from './activation.js';

export function runTransaction({ action, name }: TransactionStatement, activation: Activation): void {
  const { transactions } = activation.session;
  transactions.requireCertain();
  const text = nameOf(name, activation);
  switch (action) {
    case 'begin':
    case 'begin_distributed':
      return transactions.begin(text);
    case 'commit':
      return transactions.commit();
    case 'rollback':
      return transactions.rollBack(text);
    case 'save':
      return transactions.save(text ?? '');
  }
}

/** @throws SqlError 103 for a name of more than 32 characters that is no variable */
function nameOf(name: TransactionStatement['name'], activation: Activation): string | null {
  if (name === null) return null;
  if (name.kind === 'variable') {
    const { value } = activation.evaluate(name);
    return typeof value === 'string' ? value : null;
  }
  if (name.value.length > 32)
    throw new SqlError(103, `The identifier that starts with '${name.value.slice(0, 32)}' is too long. Maximum length is 32.`, 15); // prettier-ignore
  return name.value;
}
