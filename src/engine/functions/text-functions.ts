/** Source: Microsoft Learn, "String functions (Transact-SQL)". */
import type { FunctionTable } from './function-table.js';
import { TEXT_CHANGES } from './text-changes.js';
import { TEXT_CODES } from './text-codes.js';
import { TEXT_PARTS } from './text-parts.js';
import { strFunction } from './text-str.js';

export const TEXT_FUNCTIONS: FunctionTable = { ...TEXT_PARTS, ...TEXT_CHANGES, ...TEXT_CODES, str: strFunction };
