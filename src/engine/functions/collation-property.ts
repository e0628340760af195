/**
 * COLLATIONPROPERTY. Source: Microsoft Learn, "COLLATIONPROPERTY (Transact-SQL)", "Windows collation name (Transact-SQL)" for the designators
 * and versions, "SQL Server collation name (Transact-SQL)"; the bits of a comparison style are those of Windows (CompareStringEx).
 */
import { NotInEngine } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { INT } from '../types/type.js';
import { argument, asText, requireCount, strict } from './arguments.js';
import type { BindFunction } from './function-table.js';

/** Of the designators whose locale is sure. */
const LOCALES: Readonly<Record<string, readonly [lcid: number, codePage: number]>> = Object.assign(Object.create(null), {
  latin1_general: [1033, 1252],
  sql_latin1_general_cp1: [1033, 1252],
  traditional_spanish: [1034, 1252],
  modern_spanish: [3082, 1252],
}); // prettier-ignore

const NAME = /^(?<designator>\w+?)(?:_(?<version>90|100|140))?_(?:(?<binary>BIN2?)|(?<case>C[IS])_(?<accent>A[IS])(?<kana>_KS)?(?<width>_WS)?)$/i; // prettier-ignore
const VERSIONS: Readonly<Record<string, number>> = { '90': 1, '100': 2, '140': 3 };
const IGNORES = { case: 1, accent: 2, kana: 0x1_00_00, width: 0x2_00_00 };

/** Servers answer to these, and no page says how. */
const UNDOCUMENTED = new Set(['tdscollation', 'collationid']);

type Parts = Readonly<Record<string, string | undefined>>;

function styleOf({ binary, case: letters, accent, kana, width }: Parts): number {
  if (binary !== undefined) return 0;
  return (
    (letters?.toUpperCase() === 'CI' ? IGNORES.case : 0) +
    (accent?.toUpperCase() === 'AI' ? IGNORES.accent : 0) +
    (kana === undefined ? IGNORES.kana : 0) +
    (width === undefined ? IGNORES.width : 0)
  );
}

const lacking = (name: string): NotInEngine => new NotInEngine('ENGINE-FUNCTION-COLLATIONPROPERTY', `a property of ${name}`); // prettier-ignore

function localeOf(name: string, { designator = '' }: Parts): readonly [lcid: number, codePage: number] {
  const found = LOCALES[designator.toLowerCase()];
  if (!found) throw lacking(name);
  return found;
}

const PROPERTIES: Readonly<Record<string, (name: string, parts: Parts) => number>> = Object.assign(Object.create(null), {
  codepage: (name: string, parts: Parts) => localeOf(name, parts)[1],
  lcid: (name: string, parts: Parts) => localeOf(name, parts)[0],
  comparisonstyle: (_name: string, parts: Parts) => styleOf(parts),
  version: (_name: string, { version }: Parts) => (version === undefined ? 0 : (VERSIONS[version] ?? 0)),
}); // prettier-ignore

/** NULL for what is no collation, and for a property that there is not. */
export const collationProperty: BindFunction = (args): Bound => {
  requireCount('collationproperty', args.length, 2);
  return strict({ base: 'sql_variant' }, [argument(args, 0), argument(args, 1)], ([written, asked]) => {
    const name = asText(written).trimEnd();
    const read = PROPERTIES[asText(asked).trimEnd().toLowerCase()];
    if (UNDOCUMENTED.has(asText(asked).trimEnd().toLowerCase())) throw lacking(name);
    if (!name.includes('_')) return null;
    const parts = NAME.exec(name)?.groups;
    if (!parts) throw lacking(name);
    localeOf(name, parts);
    return read ? { kind: 'variant', type: INT, value: read(name, parts) } : null;
  });
};
