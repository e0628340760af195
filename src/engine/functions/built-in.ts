/** All built-in scalar functions. */
import { CHOICE_FUNCTIONS } from './choice-functions.js';
import { DATE_FUNCTIONS } from './date-functions.js';
import type { FunctionTable } from './function-table.js';
import { JSON_FUNCTIONS } from './json-functions.js';
import { NUMBER_FUNCTIONS } from './number-functions.js';
import { SESSION_FUNCTIONS } from './session-functions.js';
import { SYSTEM_FUNCTIONS } from './system-functions.js';
import { TEXT_FUNCTIONS } from './text-functions.js';

/** By name in lower case; own properties only, as names come from strangers. */
export const BUILT_IN: FunctionTable = Object.assign(
  Object.create(null),
  TEXT_FUNCTIONS,
  NUMBER_FUNCTIONS,
  DATE_FUNCTIONS,
  CHOICE_FUNCTIONS,
  JSON_FUNCTIONS,
  SYSTEM_FUNCTIONS,
  SESSION_FUNCTIONS,
);
