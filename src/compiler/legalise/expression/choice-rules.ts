/** ISNULL, COALESCE, NULLIF, GREATEST, LEAST. */
import { call } from '../../sql/build.js';
import { type CallRule, type CallRules, renamed } from './rules.js';

/** Texts would compare by the target's collation. */
const extreme =
  (name: string): CallRule =>
  (args, { type }) =>
    type.collation === null ? call(name, ...args) : null;

export const CHOICE_RULES: CallRules = {
  isnull: renamed('coalesce'),
  coalesce: renamed('coalesce'),
  nullif: renamed('nullif'),
  greatest: extreme('greatest'),
  least: extreme('least'),
  collation_key: (_args, node, legaliser) => {
    const [value] = node.args;
    return value === undefined ? null : legaliser.key(value, value.type.collation);
  },
};
