import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRepository } from '../support/repository.js';

/** One TypeScript file as the rules see it. */
export interface SourceFile {
  /** Relative to the checkout, with `/`: `src/compiler/bind/scope.ts` */
  readonly path: string;
  readonly lines: number;
  /** What it imports in any way (static, type only, re-exported, dynamic), as written: `../catalog/catalog.js`, `node:fs`. */
  readonly imports: readonly string[];
  /** Every name it uses that is not a member of something else: `process`, `Math` — and `Math.random` and the like as one text. */
  readonly names: ReadonlySet<string>;
  /** Lines on which the type `any` is written. */
  readonly anyLines: readonly number[];
}

/** @returns every .ts file of the given folders of the checkout, in sorted order */
export function readSourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap(typeScriptFiles)
    .sort()
    .map((path) => parseSourceFile(path, readFileSync(inRepository(path), 'utf8')));
}

function typeScriptFiles(folder: string): string[] {
  try {
    const names = readdirSync(inRepository(folder), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
  } catch {
    return []; // a folder that is not needed yet does not exist yet
  }
}

export function parseSourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const names = new Set<string>();
  const anyLines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) anyLines.push(tree.getLineAndCharacterOfPosition(node.pos).line + 1);
    if (ts.isPropertyAccessExpression(node)) names.add(dottedName(node));
    else if (ts.isIdentifier(node)) names.add(node.text);
    if (ts.isNewExpression(node) && !node.arguments?.length) names.add(`new ${dottedName(node.expression)}()`);
    // The member of `a.b` is no name of its own; what stands before the dot is.
    ts.forEachChild(node, (child) =>
      ts.isPropertyAccessExpression(node) && child === node.name ? undefined : visit(child),
    );
  };
  visit(tree);
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return { path, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0), imports, names, anyLines };
}

/** @returns `Math.random` for that expression, `.localeCompare` for a member of something that is not a plain name */
function dottedName(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return '';
  return `${ts.isIdentifier(node.expression) ? node.expression.text : ''}.${node.name.text}`;
}
