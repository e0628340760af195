/** The table of rules. Its order breaks no tie: mutants stand in the order of the source, then by the name of their rule. */
import type { Rule } from '../rule.js';
import { BLANK_RULES } from './blanks.js';
import { COLLATION_RULES } from './collations.js';
import { COMPARISON_RULES } from './comparisons.js';
import { CONDITION_RULES } from './conditions.js';
import { CONVERSION_RULES } from './conversions.js';
import { GROUP_KEY_RULES } from './group-keys.js';
import { JOIN_RULES } from './joins.js';
import { NULL_RULES } from './nulls-and-cases.js';
import { ORDER_RULES } from './orders-and-parts.js';
import { QUERY_RULES } from './queries.js';
import { TRANSLATION_RULES } from './translations.js';
import { VALUE_RULES } from './values.js';
import { WINDOW_RULES } from './windows.js';

export const RULES: readonly Rule[] = [
  ...JOIN_RULES,
  ...CONDITION_RULES,
  ...COMPARISON_RULES,
  ...NULL_RULES,
  ...QUERY_RULES,
  ...VALUE_RULES,
  ...WINDOW_RULES,
  ...COLLATION_RULES,
  ...BLANK_RULES,
  ...GROUP_KEY_RULES,
  ...ORDER_RULES,
  ...CONVERSION_RULES,
  ...TRANSLATION_RULES,
];
