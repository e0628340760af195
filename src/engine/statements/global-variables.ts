/** Types of the `@@` functions. Source: Microsoft Learn, "Configuration Functions" and "System Functions". */
import { INT, nvarchar, type Type } from '../types/type.js';

import { NotInEngine } from '../errors.js';

const own = (types: Record<string, Type>): Readonly<Record<string, Type | undefined>> =>
  Object.assign(Object.create(null), types);

const GLOBAL_TYPES = own({
  '@@rowcount': INT,
  '@@error': INT,
  '@@trancount': INT,
  '@@nestlevel': INT,
  '@@identity': { base: 'decimal', precision: 38, scale: 0 },
  '@@datefirst': { base: 'tinyint' },
  '@@language': nvarchar(128),
  '@@servername': nvarchar(128),
  '@@textsize': INT,
  '@@max_precision': { base: 'tinyint' },
  '@@procid': INT,
  '@@options': INT,
  '@@servicename': nvarchar(128),
  '@@spid': { base: 'smallint' },
  '@@dbts': { base: 'varbinary', length: 8 },
});

/** Null for what is no `@@` name. @throws NotInEngine */
export function globalType(name: string): Type | null {
  const found = GLOBAL_TYPES[name];
  if (!found && name.startsWith('@@')) throw new NotInEngine(`ENGINE-VARIABLE-${name.slice(2).toUpperCase()}`, name);
  return found ?? null;
}
