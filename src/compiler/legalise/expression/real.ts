/** `real` in the targets: both would turn its six or seven digits into other decimals than SQL Server, which goes by its full value. */
import type { Scalar } from '../../ir/scalar.js';
import { cast } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { isNumeric } from '../../types/families.js';
import { targetType } from '../../types/target-types.js';
import type { Legaliser } from './legaliser.js';

/** A `real` in double precision, which holds its value exactly; anything else as it is. */
export function wideFloat(value: Sql, scalar: Scalar, { target }: Legaliser): Sql {
  return scalar.type.base === 'real' ? cast(value, targetType({ base: 'float' }, target)) : value;
}

/** Numbers compared with a `real` become one, as in SQL Server; PostgreSQL would compare both in double precision. */
export function besideReal(scalar: Scalar, others: readonly Scalar[], legaliser: Legaliser): Sql {
  const value = legaliser.scalar(scalar);
  const converts =
    legaliser.target === 'postgres' &&
    isNumeric(scalar.type) &&
    scalar.type.base !== 'real' &&
    scalar.type.base !== 'float';
  return converts && others.some((other) => other.type.base === 'real') ? cast(value, 'real') : value;
}
