/** Types of objects as OBJECT_ID takes them. Source: Microsoft Learn, "sys.objects (Transact-SQL)", column `type`. */
import type { StoredObject } from '../storage/database.js';

export function objectTypeOf(object: StoredObject): string {
  switch (object.kind) {
    case 'table':
      return 'U';
    case 'view':
      return 'V';
    case 'sequence':
      return 'SO';
    case 'synonym':
      return 'SN';
    case 'routine': {
      const { type, returns } = object.routine;
      if (type === 'procedure') return 'P';
      if (returns?.type === 'table') return 'IF';
      return returns?.type === 'table_variable' ? 'TF' : 'FN';
    }
  }
}
