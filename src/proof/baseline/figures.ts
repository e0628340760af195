/** Counts, sums, least and greatest values: what is left to compare where not all rows were recorded. They are never a proof. */
import { exactText, type Form } from '../compare/form.js';
import { formOfCells, targetKind } from '../compare/target-form.js';
import type { TargetRows } from '../compare/index.js';
import type { RecordedColumn } from './recording.js';

/** Names of the figures that differ, `Total.sum`; of exact numbers only, as floats depend on the order and texts on the collation. */
export function differingFigures(columns: readonly RecordedColumn[], target: TargetRows, places: readonly number[]): string[] {
  return columns.flatMap((column, at) => {
    const place = places[at] ?? -1;
    const type = target.columns[place]?.type ?? '';
    const form = formOfCells(type);
    const forms = target.rows.map((row) => form(row[place]));
    return differing(column, forms, targetKind(type)).map((figure) => `${column.name}.${figure}`);
  });
} // prettier-ignore

function differing({ figures, type }: RecordedColumn, forms: readonly Form[], kind: string): string[] {
  const found: string[] = [];
  const values = forms.filter((form) => form !== null);
  if (figures.nulls !== null && figures.nulls !== forms.length - values.length) found.push('nulls');
  const isExact = (kind === 'integer' || kind === 'decimal') && type.base !== 'float' && type.base !== 'real';
  if (!isExact || values.length === 0) return found;
  const scale = Math.max(
    ...new Set([...values, figures.sum ?? '', figures.min ?? '', figures.max ?? ''].map(placesOf)),
  );
  const numbers = values.map((value) => scaled(String(value), scale));
  const total = numbers.reduce((sum, number) => sum + number, 0n);
  const [least, greatest] = [numbers.reduce((a, b) => (b < a ? b : a)), numbers.reduce((a, b) => (b > a ? b : a))];
  const isOther = (recorded: string | null, value: bigint): boolean =>
    recorded !== null && exactText(scaled(recorded, scale), scale) !== exactText(value, scale);
  if (isOther(figures.sum, total)) found.push('sum');
  if (isOther(figures.min, least)) found.push('min');
  if (isOther(figures.max, greatest)) found.push('max');
  return found;
}

const placesOf = (value: string | number): number => String(value).split('.')[1]?.length ?? 0;

/** `-1.5` at a scale of 2 is -150. */
function scaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`);
}
