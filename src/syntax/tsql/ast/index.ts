/** The syntax tree of T-SQL, one file per family. */
export type * from './node.js';
export type * from './expression.js';
export type * from './query.js';
export type * from './definition.js';
export type * from './statement.js';
export type * from './script.js';
