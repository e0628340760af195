/** The original objects on rows at hand, by the reference engine. */
export type { NotInReference, ReferenceAnswer, ReferenceColumn, ReferenceError, ReferenceRows } from './answer.js';
export { nameKey, type UnknownTable } from './build-database.js';
export { ANSWER_LIMITS, EngineReference, type ReferenceParts } from './engine-reference.js';
