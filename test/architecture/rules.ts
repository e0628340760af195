import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import type { SourceFile } from './source-file.js';

/** A sentence that names the file and what it breaks. */
export type Violation = string;
type Rule = (file: SourceFile) => Violation[];

/**
 * The layers of `src/`, from the top down; an arrow may point downwards only. A folder of `src/` that stands in no layer is a feature.
 * `common` holds what every layer may use, and uses none of them.
 */
export const layers: readonly (readonly string[])[] = [
  ['agents'],
  ['proof'],
  ['sources', 'dbt', 'sandbox', 'compiler', 'engine', 'artifacts'],
  ['syntax'],
  ['catalog'],
  ['common'],
];

/** These compute: text and values in, text and values out. The same input gives the same output on every machine, at any time. */
const pureRooms = ['proof', 'compiler', 'engine', 'syntax', 'catalog'];
/** Rooms of the pure towers: not even their neighbours in the same layer. The reference engine judges the compiler, so neither may lean on the other. */
const loneRooms = ['compiler', 'engine'];
const impureNames = [
  'process',
  'Date.now',
  'new Date()',
  'Math.random',
  'performance.now',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto.randomUUID',
  'Intl.DateTimeFormat',
  'console.log',
];
const localeMembers = ['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'];
/** Names that say nothing about what is inside. */
const emptyNames = ['utils', 'util', 'helpers', 'helper', 'misc', 'shared', 'manager'];
const maxLines = 350;

/** @returns the room of a file of `src/`: its first folder, or the file itself for those at the top (`main.ts`) */
export function roomOf(path: string): string | undefined {
  const [top, room] = path.split('/');
  return top === 'src' ? room : undefined;
}

/** Features, and the files at the top of `src/`, are layer 0; the listed layers follow. */
export function layerOf(room: string): number {
  return layers.findIndex((rooms) => rooms.includes(room)) + 1;
}

const pointsDownwards: Rule = (file) =>
  importedRooms(file).flatMap(({ from, to, text }) => {
    const allowed = layerOf(from) < layerOf(to) || (layerOf(from) === layerOf(to) && !loneRooms.includes(from));
    return from === to || allowed ? [] : [`${file.path}: ${from} must not import ${to} (${text})`];
  });

const keepsTheTowersApart: Rule = (file) =>
  importedRooms(file).flatMap(({ from, to, text }) =>
    loneRooms.includes(from) && loneRooms.includes(to) && from !== to
      ? [`${file.path}: no arrow between compiler and engine (${text})`]
      : [],
  );

const isPure: Rule = (file) => {
  if (!pureRooms.includes(roomOf(file.path) ?? '')) return [];
  const modules = file.imports.filter((name) => name.startsWith('node:') || builtinModules.includes(name));
  const names = impureNames.filter(
    (name) => file.names.has(name) || [...file.names].some((used) => used.startsWith(`${name}.`)),
  );
  return [...modules, ...names].map((name) => `${file.path}: a pure room must not use ${name}`);
};

const knowsNoFramework: Rule = (file) => {
  const room = roomOf(file.path);
  if (!room || layerOf(room) === 0 || room === 'common') return [];
  const frameworks = file.imports.filter((name) =>
    /^(@nestjs\/|typeorm$|typeorm\/|fastify$|@fastify\/|bull$)/.test(name),
  );
  return frameworks.map((name) => `${file.path}: ${room} must not know ${name}`);
};

const hasTellingName: Rule = (file) =>
  file.path
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((part) => emptyNames.includes(part))
    .map((part) => `${file.path}: the name "${part}" says nothing`);

const isShort: Rule = (file) => (file.lines > maxLines ? [`${file.path}: ${file.lines} lines, over ${maxLines}`] : []);

const writesNoAny: Rule = (file) => file.anyLines.map((line) => `${file.path}:${line}: the type any`);

const ignoresTheLocale: Rule = (file) => {
  const used = [...file.names].filter((name) => localeMembers.includes(name.slice(name.indexOf('.') + 1)));
  return used.map((name) => `${file.path}: ${name} depends on the machine's locale`);
};

const rules: readonly Rule[] = [
  pointsDownwards,
  keepsTheTowersApart,
  isPure,
  knowsNoFramework,
  hasTellingName,
  isShort,
  writesNoAny,
  ignoresTheLocale,
];

/** @returns what the files break of the rules of docs/architecture.md, in the files' order, then the circles among rooms of one layer */
export function violationsOf(files: readonly SourceFile[]): Violation[] {
  return [...files.flatMap((file) => rules.flatMap((rule) => rule(file))), ...circlesOf(files)];
}

/** Rooms of one layer may use each other one way only: `dbt` runs what it wrote in the `sandbox`, so the sandbox knows no dbt. */
function circlesOf(files: readonly SourceFile[]): Violation[] {
  const arrows = new Set(files.flatMap(importedRooms).map(({ from, to }) => `${from} ${to}`));
  return [...arrows]
    .sort()
    .map((arrow) => arrow.split(' '))
    .filter(
      ([from = '', to = '']) =>
        from < to && layerOf(from) === layerOf(to) && layerOf(from) > 0 && arrows.has(`${to} ${from}`),
    )
    .map(([from, to]) => `src/${from} and src/${to} import each other`);
}

function importedRooms(file: SourceFile): { from: string; to: string; text: string }[] {
  const from = roomOf(file.path);
  if (!from) return [];
  return file.imports.flatMap((text) => {
    const to = text.startsWith('.') ? roomOf(posix.join(posix.dirname(file.path), text)) : undefined;
    return to ? [{ from, to, text }] : [];
  });
}
