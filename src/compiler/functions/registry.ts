/** Every built-in function the compiler knows, by lower-case name. What is not here is reported, never passed through. */
import type { BuiltIn } from './built-in.js';
import { DATE_FUNCTIONS } from './date-functions.js';
import { NUMBER_FUNCTIONS } from './number-functions.js';
import { TEXT_FUNCTIONS } from './text-functions.js';

const SCALAR: ReadonlyMap<string, BuiltIn> = new Map(
  Object.entries({ ...TEXT_FUNCTIONS, ...DATE_FUNCTIONS, ...NUMBER_FUNCTIONS }),
);

/** ODBC names of `{fn ...}` that differ from T-SQL's. Source: "ODBC scalar functions (Transact-SQL)". */
const ODBC_NAMES: Readonly<Record<string, string>> = {
  curdate: 'current_date', ucase: 'upper', lcase: 'lower', length: 'len', dayofmonth: 'day', ifnull: 'isnull',
}; // prettier-ignore

/** Functions whose answer is the session, the login or the server: a model has none of these. */
const SESSION_FUNCTIONS = new Set([
  'user', 'current_user', 'session_user', 'system_user', 'user_name', 'user_id', 'suser_sname', 'suser_name', 'suser_id', 'suser_sid', 'original_login',
  'host_name', 'host_id', 'app_name', 'db_name', 'db_id', 'schema_name', 'schema_id', 'object_id', 'object_name', 'object_schema_name', 'col_name', 'col_length', 'type_name',
  'is_member', 'is_srvrolemember', 'is_rolemember', 'has_perms_by_name', 'permissions', 'session_context', 'context_info', 'scope_identity', 'ident_current', 'ident_seed',
  'ident_incr', 'serverproperty', 'databasepropertyex', 'objectproperty', 'columnproperty', 'connectionproperty', 'getansinull', 'xact_state', 'rowcount_big',
  'error_message', 'error_number', 'error_line', 'error_procedure', 'error_severity', 'error_state', 'formatmessage', 'min_active_rowversion', 'update', 'columns_updated', 'eventdata',
]); // prettier-ignore

export const scalarFunction = (name: string): BuiltIn | null => SCALAR.get(name) ?? null;
export const odbcName = (name: string): string => ODBC_NAMES[name] ?? name;
export const isSessionFunction = (name: string): boolean => SESSION_FUNCTIONS.has(name);
