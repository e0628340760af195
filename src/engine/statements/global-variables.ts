/** Types of the `@@` functions. Source: Microsoft Learn, "Configuration Functions" and "System Functions". */
import { INT, nvarchar, type Type } from '../types/type.js';

const own = (types: Record<string, Type>): Readonly<Record<string, Type | undefined>> =>
  Object.assign(Object.create(null), types);

export const GLOBAL_TYPES = own({
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
  '@@fetch_status': INT,
});
