/** All vectors, group by group. */
import type { Vector } from '../vector.js';
import { CONVERSIONS } from './conversions.js';
import { DATES } from './dates.js';
import { NUMBERS } from './numbers.js';
import { TEXTS } from './texts.js';
import { TYPES } from './types.js';

export const VECTORS: readonly Vector[] = [...TYPES, ...CONVERSIONS, ...TEXTS, ...NUMBERS, ...DATES];
