import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScript, printNode, tokenCoverage } from '../../src/syntax/tsql/index.js';
import { repositoryDir } from '../support/repository.js';

const scripts = readdirSync(join(repositoryDir, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql'))
  .sort();

describe('our own examples', () => {
  it('are there', () => expect(scripts.length).toBeGreaterThan(0));

  it.each(scripts)('%s is represented whole and prints to what parses the same', (name) => {
    const script = parseScript({ path: name, text: readFileSync(join(repositoryDir, 'examples', name), 'utf8') });
    const { total, covered } = tokenCoverage(script);
    expect({ diagnostics: script.diagnostics, covered }).toEqual({ diagnostics: [], covered: total });
    const printed = script.batches.map(({ statements }) => statements.map(printNode).join(';\n')).join('\nGO\n');
    const again = parseScript({ path: name, text: printed });
    expect(again.batches.flatMap(({ statements }) => statements.map(printNode))).toEqual(
      script.batches.flatMap(({ statements }) => statements.map(printNode)),
    );
  });
});
