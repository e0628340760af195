/** TRUNCATE TABLE. Source: Microsoft Learn, "TRUNCATE TABLE (Transact-SQL)": identity begins anew, no foreign key may point here. */
import type { Truncate } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Activation } from './activation.js';
import { requireTable } from './target.js';

export function runTruncate({ table: name, options }: Truncate, { session }: Activation): void {
  if (options.length > 0) throw new NotInEngine('ENGINE-PARTITION', 'TRUNCATE of partitions');
  const table = requireTable(name, session.database);
  const isReferenced = session.database.tables().some((other) => other !== table && other.foreignKeys.some((key) => key.parent === table)); // prettier-ignore
  if (isReferenced)
    throw new SqlError(4712, `Cannot truncate table '${table.name}' because it is being referenced by a FOREIGN KEY constraint.`); // prettier-ignore
  session.transactions.requireWritable();
  table.replace([]);
  for (const { identity } of table.columns) if (identity) identity.last = null;
}
