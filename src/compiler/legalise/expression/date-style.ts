/** The date styles of CONVERT as pieces, and the pieces in the format languages of the targets. Source: Microsoft Learn, "CAST and CONVERT", "Date and time styles". */
import type { SqlType } from '../../../catalog/sql-type.js';
import type { CompileTarget } from '../../compile.js';

/** Day of the month and hour of twelve that are padded with a blank, not a zero, have pieces of their own. */
type Piece =
  | 'yyyy'
  | 'yy'
  | 'mm'
  | 'mon'
  | 'dd'
  | 'blank_dd'
  | 'hh24'
  | 'blank_hh24'
  | 'hh12'
  | 'blank_hh12'
  | 'mi'
  | 'ss'
  | 'ms'
  | 'us'
  | 'ampm';

type Format = readonly (Piece | { readonly text: string })[];

/** `{piece}` in a text; everything else as written. */
function format(written: string): Format {
  return written
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? pieceOf(part.slice(1, -1)) : { text: part }));
}

const PIECES: Readonly<Record<Piece, Readonly<Record<CompileTarget, string>>>> = {
  yyyy: { duckdb: '%Y', postgres: 'YYYY' },
  yy: { duckdb: '%y', postgres: 'YY' },
  mm: { duckdb: '%m', postgres: 'MM' },
  mon: { duckdb: '%b', postgres: 'Mon' },
  dd: { duckdb: '%d', postgres: 'DD' },
  blank_dd: { duckdb: '%-d', postgres: 'FMDD' },
  hh24: { duckdb: '%H', postgres: 'HH24' },
  blank_hh24: { duckdb: '%-H', postgres: 'FMHH24' },
  hh12: { duckdb: '%I', postgres: 'HH12' },
  blank_hh12: { duckdb: '%-I', postgres: 'FMHH12' },
  mi: { duckdb: '%M', postgres: 'MI' },
  ss: { duckdb: '%S', postgres: 'SS' },
  ms: { duckdb: '%g', postgres: 'MS' },
  us: { duckdb: '%f', postgres: 'US' },
  ampm: { duckdb: '%p', postgres: 'AM' },
};

/** Every piece name is a key of PIECES: checked by the tests of each style. */
function pieceOf(name: string): Piece {
  const found = Object.keys(PIECES).find((key): key is Piece => key === name);
  return found ?? 'yyyy';
}

const BLANK_PADDED: ReadonlySet<Piece | { readonly text: string }> = new Set(['blank_dd', 'blank_hh24', 'blank_hh12']);

/** Styles of datetime. Two-digit-year styles are those below 100. */
export const STYLES: ReadonlyMap<number, Format> = new Map(
  (
    [
      [[0, 100], '{mon} {blank_dd} {yyyy} {blank_hh12}:{mi}{ampm}'], [[1], '{mm}/{dd}/{yy}'], [[101], '{mm}/{dd}/{yyyy}'], [[2], '{yy}.{mm}.{dd}'], [[102], '{yyyy}.{mm}.{dd}'],
      [[3], '{dd}/{mm}/{yy}'], [[103], '{dd}/{mm}/{yyyy}'], [[4], '{dd}.{mm}.{yy}'], [[104], '{dd}.{mm}.{yyyy}'], [[5], '{dd}-{mm}-{yy}'], [[105], '{dd}-{mm}-{yyyy}'],
      [[6], '{dd} {mon} {yy}'], [[106], '{dd} {mon} {yyyy}'], [[7], '{mon} {dd}, {yy}'], [[107], '{mon} {dd}, {yyyy}'], [[8, 24, 108], '{hh24}:{mi}:{ss}'],
      [[9, 109], '{mon} {blank_dd} {yyyy} {blank_hh12}:{mi}:{ss}:{ms}{ampm}'], [[10], '{mm}-{dd}-{yy}'], [[110], '{mm}-{dd}-{yyyy}'], [[11], '{yy}/{mm}/{dd}'], [[111], '{yyyy}/{mm}/{dd}'],
      [[12], '{yy}{mm}{dd}'], [[112], '{yyyy}{mm}{dd}'], [[13, 113], '{dd} {mon} {yyyy} {hh24}:{mi}:{ss}:{ms}'], [[14, 114], '{hh24}:{mi}:{ss}:{ms}'],
      [[20, 120], '{yyyy}-{mm}-{dd} {hh24}:{mi}:{ss}'], [[21, 25, 121], '{yyyy}-{mm}-{dd} {hh24}:{mi}:{ss}.{ms}'], [[22], '{mm}/{dd}/{yy} {blank_hh12}:{mi}:{ss} {ampm}'],
      [[23], '{yyyy}-{mm}-{dd}'], [[126], '{yyyy}-{mm}-{dd}T{hh24}:{mi}:{ss}.{ms}'],
    ] satisfies readonly (readonly [readonly number[], string])[]
  ).flatMap(([styles, written]) => styles.map((style) => [style, format(written)] as const)),
); // prettier-ignore

/** Pieces of the clock, which a date has not; what separates them goes with them. */
const CLOCK: ReadonlySet<Piece | { readonly text: string }> = new Set([
  'hh24',
  'blank_hh24',
  'hh12',
  'blank_hh12',
  'mi',
  'ss',
  'ms',
  'us',
  'ampm',
]);

/** The style's format for a type: a date drops the clock; null for a style that is not known, or of nothing the type has. */
export function formatOf(style: number, type: SqlType): Format | null {
  const whole = STYLES.get(style) ?? null;
  if (whole === null) return null;
  const firstClock = whole.findIndex((piece) => CLOCK.has(piece));
  if (type.base === 'date') return firstClock === 0 ? null : firstClock < 0 ? whole : whole.slice(0, firstClock - 1);
  if (type.base === 'time') return firstClock < 0 ? null : whole.slice(firstClock);
  return whole;
}

/** A style texts are read by, or null. Years of two digits have a cutoff the targets do not share. */
export function patternOf(style: number, type: SqlType): number | null {
  const pieces = formatOf(style, type);
  return pieces === null || pieces.includes('yy') || pieces.some((piece) => BLANK_PADDED.has(piece)) ? null : style;
}

/** The style in the target's format language. Only for formats without blank padding. */
export function writtenBy(style: number, target: CompileTarget): string {
  return writeFormat(STYLES.get(style) ?? [], target);
}

export function writeFormat(pieces: Format, target: CompileTarget): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? PIECES[piece][target] : quoted(piece.text, target)))
    .join('');
}

/** Letters between the pieces are quoted for PostgreSQL, which would read them as pieces. */
const quoted = (text: string, target: CompileTarget): string =>
  target === 'postgres' && /[a-z]/i.test(text) ? `"${text}"` : text;

/** Runs of pieces that one call of the target's formatter writes; a blank-padded piece stands alone. */
export function runsOf(pieces: Format): readonly { readonly pieces: Format; readonly padded: boolean }[] {
  const runs: { pieces: Format; padded: boolean }[] = [];
  for (const piece of pieces) {
    const padded = BLANK_PADDED.has(piece);
    const last = runs.at(-1);
    if (padded || last === undefined || last.padded) runs.push({ pieces: [piece], padded });
    else last.pieces = [...last.pieces, piece];
  }
  return runs;
}
