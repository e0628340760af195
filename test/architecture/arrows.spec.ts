import { layerOf, violationsOf } from './rules.js';
import { parseSourceFile, readSourceFiles } from './source-file.js';

describe('the arrows of docs/architecture.md', () => {
  const files = readSourceFiles('src', 'bench', 'test');

  it('hold in every file of the checkout', () => {
    expect(violationsOf(files)).toEqual([]);
  });

  it('were looked for in the real sources', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('src/common/app-error.ts');
    expect(paths).toContain('test/architecture/arrows.spec.ts');
  });

  it('order the layers from features down to the catalog', () => {
    const order = ['health', 'agents', 'proof', 'compiler', 'syntax', 'catalog', 'common'].map(layerOf);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

/** Each planted text breaks exactly one rule; `expected` is the one sentence that must come of it. */
const planted: readonly { rule: string; path: string; text: string; expected: string }[] = [
  {
    rule: 'an arrow upwards',
    path: 'src/syntax/tsql/lexer.ts',
    text: `import type { Plan } from '../../agents/planner/plan.js';`,
    expected: 'src/syntax/tsql/lexer.ts: syntax must not import agents (../../agents/planner/plan.js)',
  },
  {
    rule: 'an arrow upwards by export',
    path: 'src/catalog/catalog.ts',
    text: `export * from '../syntax/tsql/index.js';`,
    expected: 'src/catalog/catalog.ts: catalog must not import syntax (../syntax/tsql/index.js)',
  },
  {
    rule: 'an arrow upwards by a dynamic import',
    path: 'src/dbt/writer.ts',
    text: `export const late = () => import('../cli/main.js');`,
    expected: 'src/dbt/writer.ts: dbt must not import cli (../cli/main.js)',
  },
  {
    rule: 'the compiler using its neighbour',
    path: 'src/compiler/bind/scope.ts',
    text: `import { read } from '../../sources/input.js';`,
    expected: 'src/compiler/bind/scope.ts: compiler must not import sources (../../sources/input.js)',
  },
  {
    rule: 'a module of Node in a pure room',
    path: 'src/compiler/print/file.ts',
    text: `import { readFileSync } from 'fs';`,
    expected: 'src/compiler/print/file.ts: a pure room must not use fs',
  },
  {
    rule: 'the clock in a pure room',
    path: 'src/engine/clock.ts',
    text: 'export const now = () => new Date();',
    expected: 'src/engine/clock.ts: a pure room must not use new Date()',
  },
  {
    rule: 'the environment in a pure room',
    path: 'src/syntax/tsql/settings.ts',
    text: 'export const mode = process.env.MODE;',
    expected: 'src/syntax/tsql/settings.ts: a pure room must not use process',
  },
  {
    rule: 'chance in a pure room',
    path: 'src/catalog/id.ts',
    text: 'export const id = Math.random();',
    expected: 'src/catalog/id.ts: a pure room must not use Math.random',
  },
  {
    rule: 'Nest below the features',
    path: 'src/agents/tester/tester.ts',
    text: `import { Injectable } from '@nestjs/common';`,
    expected: 'src/agents/tester/tester.ts: agents must not know @nestjs/common',
  },
  {
    rule: 'a folder whose name says nothing',
    path: 'src/dbt/utils/quote.ts',
    text: '',
    expected: 'src/dbt/utils/quote.ts: the name "utils" says nothing',
  },
  {
    rule: 'a long file',
    path: 'src/dbt/long.ts',
    text: 'const x = 1;\n'.repeat(351),
    expected: 'src/dbt/long.ts: 351 lines, over 350',
  },
  {
    rule: 'the type any',
    path: 'src/dbt/loose.ts',
    text: '// any here is only a word\nexport const loose = (value: any): void => value;',
    expected: 'src/dbt/loose.ts:2: the type any',
  },
  {
    rule: 'a comparison by locale',
    path: 'src/dbt/sort.ts',
    text: 'export const sorted = (names: string[]) => names.sort((a, b) => a.trim().localeCompare(b));',
    expected: "src/dbt/sort.ts: .localeCompare depends on the machine's locale",
  },
];

describe('the check itself', () => {
  it.each(planted)('catches $rule', ({ path, text, expected }) => {
    expect(violationsOf([parseSourceFile(path, text)])).toEqual([expected]);
  });

  it('catches an arrow between compiler and engine, either way', () => {
    const lean = (from: string, to: string) =>
      parseSourceFile(`src/${from}/x.ts`, `import { y } from '../${to}/y.js';`);
    for (const file of [lean('compiler', 'engine'), lean('engine', 'compiler')]) {
      expect(violationsOf([file])).toContain(`${file.path}: no arrow between compiler and engine (${file.imports[0]})`);
    }
  });

  it('catches two rooms of one layer that import each other', () => {
    const there = parseSourceFile('src/dbt/run.ts', `import { query } from '../sandbox/query.js';`);
    const back = parseSourceFile('src/sandbox/query.ts', `import { model } from '../dbt/model.js';`);
    expect(violationsOf([there])).toEqual([]);
    expect(violationsOf([there, back])).toEqual(['src/dbt and src/sandbox import each other']);
  });

  it('lets a feature reach down, and words in texts and comments be', () => {
    const fine = parseSourceFile(
      'src/cli/run.ts',
      `import { plan } from '../agents/planner/planner.js';\n// process any localeCompare\nexport const text = 'Math.random()';`,
    );
    expect(violationsOf([fine])).toEqual([]);
  });
});
