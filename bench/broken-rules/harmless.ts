/** Breaks that change the text of a query and not its rows, whatever those are. Everything else that is still equal counts as a false `proved`. */
import type { Catalog } from '../../src/catalog/catalog.js';
import { mutantsOf } from '../../src/proof/mutants/index.js';
import type { ProvedView } from './ground.js';

export interface Change {
  readonly view: ProvedView;
  readonly before: string;
  readonly after: string;
}

interface Harmless {
  /** Of the break's name. */
  readonly name: RegExp;
  readonly applies: (change: Change, catalog: Catalog) => boolean;
  readonly reason: string;
}

/** The same change of the original is no fault there, or a trusted constraint keeps it from showing: the compiler takes no part in that. */
const sameIn = (rule: string, what: RegExp) => (change: Change, catalog: Catalog) => {
  const { definition } = change.view.view;
  const faults = mutantsOf({ text: definition.text ?? '', quotedIdentifier: definition.quotedIdentifier }, catalog).mutants;
  return !faults.some((each) => each.rule === rule && what.test(each.what) && each.justifiedBy === null);
}; // prettier-ignore

/** As `sameIn`, where the rules of mutation name the fault only at some places: one that is explained must be there. */
const explainedIn = (rule: string, what: RegExp) => (change: Change, catalog: Catalog) => {
  const { definition } = change.view.view;
  const faults = mutantsOf({ text: definition.text ?? '', quotedIdentifier: definition.quotedIdentifier }, catalog).mutants;
  return faults.some((each) => each.rule === rule && what.test(each.what)) && sameIn(rule, what)(change, catalog);
}; // prettier-ignore

const HARMLESS: readonly Harmless[] = [
  {
    name: /^lower: collation of GROUP BY dropped$/,
    applies: explainedIn('collation', /^groups of /),
    reason: 'other keys of the group fix the text, by a trusted key',
  },
  {
    name: /^write: like -> ilike$/,
    applies: ({ before }) =>
      [...before.matchAll(/ like '((?:[^']|'')*)'/g)].every(([, text = '']) => !/\p{L}/u.test(text)),
    reason: 'the patterns hold no letters',
  },
  {
    name: /^write: \/ -> \/\/$/,
    applies: ({ before }) => before.includes(' / '),
    reason: 'the compiler writes / for numbers with a fraction only, which DuckDB divides by both operators alike',
  },
  {
    name: /^write: cast left out$/,
    applies: ({ before }) =>
      casts(before).length > 0 && casts(before).every((rest) => /^'[^']*' as varchar\)/.test(rest)),
    reason: 'a constant text is of that type without it',
  },
  {
    name: /: inner join -> left$|: inner join printed as left$/,
    applies: sameIn('join-kind', /inner join became left join/i),
    reason: 'a trusted constraint, or a condition behind the join, leaves the same rows',
  },
  {
    name: /: left join -> inner$|: left join printed as inner$/,
    applies: sameIn('join-kind', /left join became inner join/i),
    reason: 'a trusted constraint, or a condition behind the join, leaves the same rows',
  },
  {
    name: /: DISTINCT added$/,
    applies: sameIn('distinct', /DISTINCT was added/),
    reason: 'no row comes twice, by a key, or it does not matter how often it comes',
  },
  {
    name: /: DISTINCT dropped$|: DISTINCT left out$/,
    applies: sameIn('distinct', /DISTINCT was dropped/),
    reason: 'no row comes twice, by a key, or it does not matter how often it comes',
  },
  {
    name: /: UNION ALL printed as UNION$/,
    applies: ({ before }) => /\) as every_row\ngroup by/.test(before) && !/union all[^)]*union all/i.test(before),
    reason: 'the rows are grouped by all of their columns afterwards',
  },
  {
    name: /^write: rtrim\(\) left out$/,
    applies: ({ view }, catalog) => readsFixedTextsOnly(view, catalog),
    reason: 'every text that is compared has a fixed length: both sides end in as many blanks as they must',
  },
  {
    name: /^write: rtrim\(\) left out$/,
    applies: (change, catalog) =>
      explainedIn('trailing-blanks', /./)(change, catalog) && sameIn('length', /./)(change, catalog),
    reason: 'other columns fix the text, by a trusted key',
  },
  {
    name: /^write: cast left out$/,
    applies: ({ before, after }) => casts(before).length - casts(after).length > 0 && casts(before).every(isWideSum),
    reason: 'a sum has the decimals of its values, only more digits before them',
  },
];

/** Places of the large example that were looked at one by one. */
const REVIEWED: readonly { readonly name: string; readonly object: string; readonly reason: string }[] = [
  { name: 'lower: collation of GROUP BY dropped', object: 'dbo.vwTowns', reason: 'the key is UPPER(RTRIM(x)): neither letter case nor blanks are left in it' },
  { name: 'lower: branches of CASE turned round', object: 'dbo.vwComplaintLog', reason: 'each branch compares the same column with another constant: at most one of them holds' },
  { name: 'write: cast left out', object: 'dbo.vwCustomerList', reason: 'the values have these types without it: texts, and money beside a constant' },
  { name: 'write: left() left out', object: 'dbo.vwCustomerList', reason: 'the text of a date in style 103 has ten letters, and is cut off at ten' },
  { name: 'write: rtrim() left out', object: 'dbo.vwComplaintLog', reason: 'the columns of the join are char of one length' },
]; // prettier-ignore

/** Null when there is no reason. */
export function harmlessBecause(name: string, change: Change, catalog: Catalog): string | null {
  const rule = HARMLESS.find((each) => each.name.test(name) && each.applies(change, catalog));
  const place = REVIEWED.find((each) => each.name === name && each.object === change.view.model.object);
  return rule?.reason ?? place?.reason ?? null;
}

/** No column of changing length is in any table that the view's text names. */
function readsFixedTextsOnly({ view }: ProvedView, catalog: Catalog): boolean {
  const text = (view.definition.text ?? '').toLowerCase();
  const compared = catalog.objects.flatMap((object) =>
    object.kind === 'table' && text.includes(object.name.name.toLowerCase()) ? object.columns : [],
  );
  return !compared.some(({ name, type }) => type.base.endsWith('varchar') && isCompared(name, text));
}

/** Beside an equals sign, or in GROUP BY, DISTINCT or UNION: by its name alone, which takes too many. */
function isCompared(name: string, text: string): boolean {
  const word = name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const isListed = /group\s+by|distinct|\bunion\b/.test(text) && text.includes(name.toLowerCase());
  return isListed || new RegExp(`${word}["\\]]?\\s*(=|<>|like|in)|(=|<>)\\s*[\\w".[\\]]*${word}\\b`).test(text);
}

const casts = (sql: string): string[] => [...sql.matchAll(/cast\((.{0,80})/g)].map(([, rest = '']) => rest);
const isWideSum = (rest: string): boolean => /^sum\([^()]*\) as decimal\(/.test(rest);
