/** Written types to `SqlType`: the readers' name for what the syntax tower decides, as the compiler and the reference engine read types too. */
export { sqlTypeOf, typeText, type AliasLookup } from '../../syntax/tsql/data-type.js';
