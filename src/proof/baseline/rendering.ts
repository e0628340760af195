/**
 * How values of each type are written into a recording, so that nothing of them is lost, and read back.
 * Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)": styles 2 of money and binary, 3 of floats, 121 of moments.
 */
import type { BaseType, SqlType } from '../../catalog/sql-type.js';
import type { Cell } from '../../sources/rows/cell.js';

export interface Rendering {
  /** T-SQL for the text of a value; `value` is an expression. */
  readonly text: (value: string) => string;
  /** Of the text in a recording: the cell, as src/sources/rows/cell.ts has it. */
  readonly cell: (text: string) => string;
  /** What ORDER BY takes of it; null for what cannot be sorted. */
  readonly sortable: ((value: string) => string) | null;
  /** What MIN and MAX take. */
  readonly ordered: ((value: string) => string) | null;
  /** What SUM takes; its result is written as `text` of `sumType`. */
  readonly summed: ((value: string) => string) | null;
}

const WIDE = 'nvarchar(max)';
const converted =
  (style?: number) =>
  (value: string): string =>
    `CONVERT(${WIDE}, ${value}${style === undefined ? '' : `, ${style}`})`;
const asIs = (value: string): string => value;
const as =
  (type: string) =>
  (value: string): string =>
    `CONVERT(${type}, ${value})`;

const NUMBER: Rendering = {
  text: converted(),
  cell: asIs,
  sortable: asIs,
  ordered: asIs,
  summed: as('decimal(38, 0)'),
};
/** Ten digits of room before the point at least, as many places as the type has. */
const decimal = ({ scale }: SqlType): Rendering => ({ ...NUMBER, summed: as(`decimal(38, ${Math.min(scale ?? 0, 28)})`) }); // prettier-ignore
const MONEY: Rendering = { ...NUMBER, text: converted(2), summed: as('decimal(38, 4)') };
const BIT: Rendering = { ...NUMBER, ordered: as('tinyint') };
const FLOAT: Rendering = { ...NUMBER, text: converted(3), cell: (text) => String(Number(text)), summed: as('float') };
const MOMENT: Rendering = { text: converted(121), cell: asIs, sortable: asIs, ordered: asIs, summed: null };
const TEXT: Rendering = { text: converted(), cell: asIs, sortable: asIs, ordered: asIs, summed: null };
const LONG_TEXT: Rendering = { ...TEXT, sortable: as(WIDE), ordered: null };
const IDENTIFIER: Rendering = { ...TEXT, cell: (text) => text.toLowerCase(), ordered: null };
const BINARY: Rendering = {
  text: (value) => `CONVERT(varchar(max), CONVERT(varbinary(max), ${value}), 2)`,
  cell: (text) => text.toLowerCase(),
  sortable: as('varbinary(max)'),
  ordered: null,
  summed: null,
};
const XML: Rendering = { ...LONG_TEXT };

/** Types that are not in it have no text that all of a value could be read from: hierarchyid, geography, geometry, sql_variant. */
const RENDERINGS: Readonly<Partial<Record<BaseType, Rendering | ((type: SqlType) => Rendering)>>> = {
  bit: BIT, tinyint: NUMBER, smallint: NUMBER, int: NUMBER, bigint: NUMBER,
  decimal, money: MONEY, smallmoney: MONEY, real: FLOAT, float: FLOAT,
  date: MOMENT, time: MOMENT, datetime: MOMENT, smalldatetime: MOMENT, datetime2: MOMENT, datetimeoffset: MOMENT,
  char: TEXT, varchar: TEXT, nchar: TEXT, nvarchar: TEXT, text: LONG_TEXT, ntext: LONG_TEXT,
  binary: BINARY, varbinary: BINARY, image: BINARY, rowversion: BINARY,
  uniqueidentifier: IDENTIFIER, xml: XML,
}; // prettier-ignore

/** Null for types whose values are not recorded. */
export function renderingOf(type: SqlType): Rendering | null {
  const found = RENDERINGS[type.base];
  return typeof found === 'function' ? found(type) : (found ?? null);
}

/** How the sum of a column is written. */
export function sumText(type: SqlType, sum: string): string {
  return type.base === 'float' || type.base === 'real' ? FLOAT.text(sum) : NUMBER.text(sum);
}

/** @throws TypeError for a type without a rendering: such a column is in no recording */
export function cellOf(text: string | null, type: SqlType): Cell {
  if (text === null) return null;
  const rendering = renderingOf(type);
  if (!rendering) throw new TypeError(`no rendering of ${type.base}`);
  return rendering.cell(text);
}
