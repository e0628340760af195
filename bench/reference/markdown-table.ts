/** Markdown tables as the formatter writes them: columns padded to their widest cell. */

/** Cells are Markdown of ours; a `|` in them is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)].join('\n');
} // prettier-ignore

/** Text that is no markup; the formatter leaves it as it is. */
export function plainCell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#]/g, '\\$&');
}
