/** The syntax of T-SQL: text to tree, and the tree back to text. Nothing here throws on any input. */
export { statementCoverage, tokenCoverage, type StatementCoverage } from './coverage.js';
export { parseScript, type ParseOptions } from './parser/script.js';
export { positionAt } from './positions.js';
export { print as printNode } from './printer/print.js';
export { isStatement } from './statement-kinds.js';
export { walk } from './walk.js';
