import { corpus, corpusFiles, readCorpus } from './corpus.js';
import { describeIf } from './requirement.js';

describeIf(corpus, 'the corpus', () => {
  it('lists files below a set, sorted, and reads their bytes', () => {
    const scripts = corpusFiles('tsql-sqlfluff', '.sql');
    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts).toEqual([...scripts].sort());
    expect(readCorpus('README.md').byteLength).toBeGreaterThan(0);
  });
});
