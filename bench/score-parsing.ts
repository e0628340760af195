/** Parse coverage of a folder of scripts, a line a file: tokens in typed nodes that print back, of all tokens. */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { detectEncoding, textDecoder } from '../src/sources/script/decode.js';
import { parseScript, tokenCoverage } from '../src/syntax/tsql/index.js';

interface FileScore {
  readonly file: string;
  /** A SQL Server 2019 parser accepts it; null when no list says. */
  readonly accepted: boolean | null;
  readonly total: number;
  readonly covered: number;
  readonly server: number;
}

/** Scores every .sql file; `parse-accepted.txt` beside the set parts the accepted from the others. */
export async function scoreParsing(folder: string, asJson: boolean): Promise<string> {
  const accepted = await acceptedFiles(folder);
  const files: FileScore[] = [];
  for (const path of await sqlFiles(folder)) files.push(await scoreFile(folder, path, accepted));
  if (asJson) return `${JSON.stringify({ set: basename(resolve(folder)), files })}\n`;
  const lines = files.map((file) => `${share(file).padStart(8)}  ${String(file.total).padStart(7)} tokens  ${file.accepted === false ? 'other   ' : 'accepted'}  ${file.file}`); // prettier-ignore
  return [...lines, totals('accepted', files.filter((file) => file.accepted !== false)), totals('others', files.filter((file) => file.accepted === false)), ''].join('\n'); // prettier-ignore
}

async function acceptedFiles(folder: string): Promise<ReadonlySet<string> | null> {
  const list = join(folder, '..', 'parse-accepted.txt');
  if (!existsSync(list)) return null;
  return new Set((await readFile(list, 'utf8')).split(/\r?\n/).map((line) => line.trim()));
}

async function sqlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => /\.sql$/i.test(name)).sort();
}

async function scoreFile(folder: string, path: string, accepted: ReadonlySet<string> | null): Promise<FileScore> {
  const bytes = await readFile(join(folder, path));
  const { encoding, bom } = detectEncoding(bytes, path);
  const text = textDecoder(encoding).decode(bytes.subarray(bom));
  const coverage = tokenCoverage(parseScript({ path, text }));
  const name = relative(join(folder, '..'), join(folder, path)).split(sep).join('/');
  const isAccepted =
    accepted === null ? null : [...accepted].some((line) => line === name || line.endsWith(`/${name}`));
  return { file: path, accepted: isAccepted, ...coverage };
}

function totals(label: string, files: readonly FileScore[]): string {
  const sum = (pick: (file: FileScore) => number) => files.reduce((all, file) => all + pick(file), 0);
  const total = { total: sum((file) => file.total), covered: sum((file) => file.covered) };
  return `${label}: ${files.length} files, ${total.covered} of ${total.total} tokens, ${share(total)} (${sum((file) => file.server)} of them in server statements)`;
}

function share({ total, covered }: { readonly total: number; readonly covered: number }): string {
  return total === 0 ? '100.00 %' : `${(Math.floor((covered / total) * 10000) / 100).toFixed(2)} %`;
}
