/** All vectors, group by group. */
import type { Vector } from '../vector.js';
import { CONVERSIONS } from './conversions.js';
import { DATES } from './dates.js';
import { JSON_VECTORS } from './json.js';
import { LANGUAGE } from './language.js';
import { NUMBERS } from './numbers.js';
import { QUERIES } from './queries.js';
import { SESSION } from './session.js';
import { STATEMENTS } from './statements.js';
import { TEXTS } from './texts.js';
import { TYPES } from './types.js';
import { VIEWS } from './views.js';

export const VECTORS: readonly Vector[] = [
  ...TYPES,
  ...CONVERSIONS,
  ...LANGUAGE,
  ...TEXTS,
  ...NUMBERS,
  ...DATES,
  ...JSON_VECTORS,
  ...QUERIES,
  ...SESSION,
  ...STATEMENTS,
  ...VIEWS,
];
