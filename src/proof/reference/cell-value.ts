/** Stored cells (canonical texts, see `sources/rows/cell.ts`) as values of the reference engine. */
import { converter } from '../../engine/conversion/convert.js';
import { NotInEngine } from '../../engine/errors.js';
import type { Run } from '../../engine/session/run.js';
import { familyOf, isFixedLength } from '../../engine/types/families.js';
import { nvarchar, type Type } from '../../engine/types/type.js';
import type { Value } from '../../engine/values/value.js';
import type { Cell } from '../../sources/rows/cell.js';

type FromCell = (cell: string, run: Run) => Value;

/** Canonical dates are year, month, day: this style reads them so whatever the language. Source: Microsoft Learn, "CAST and CONVERT", styles. */
const ODBC_STYLE = 121;
const CELL_TEXT = nvarchar('max');

/**
 * How the cells of a column become values, chosen once for all its rows. NULL stays NULL.
 * @returns a function that throws SqlError for a text that is no value of the type, and NotInEngine for types without values in the engine
 */
export function cellReader(type: Type): (cell: Cell, run: Run) => Value {
  const read = readerOf(type);
  return (cell, run) => (cell === null ? null : read(cell, run));
}

function readerOf(type: Type): FromCell {
  switch (familyOf(type)) {
    case 'float':
      return type.base === 'real' ? (cell) => Math.fround(Number(cell)) : (cell) => Number(cell);
    case 'binary':
      return (cell) => bytesOf(cell, isFixedLength(type) && typeof type.length === 'number' ? type.length : 0);
    case 'xml':
    case 'json':
    case 'clr':
      return (cell) => cell;
    case 'variant':
      return () => {
        throw new NotInEngine('PROOF-ROWS-VARIANT', 'rows with a sql_variant, whose own types are not stored');
      };
    case 'moment':
      return converted(type, ODBC_STYLE);
    default:
      return converted(type);
  }
}

function converted(type: Type, style?: number): FromCell {
  const convert = converter(CELL_TEXT, type, { kind: 'explicit', ...(style === undefined ? {} : { style }) });
  return (cell, run) => convert(cell, run);
}

function bytesOf(hex: string, lengthMin: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(hex.length >> 1, lengthMin));
  for (let at = 0; at * 2 + 1 < hex.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
