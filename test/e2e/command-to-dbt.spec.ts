/** From one command to a project that real dbt builds green, as the README promises. */
import { CaseFolder } from '../cli/datamigrate.js';
import { ODD_SCRIPT } from '../cli/odd-names.js';
import { dbt, runDbt } from '../support/dbt.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';

let folder: CaseFolder;

beforeEach(async () => {
  folder = await CaseFolder.make({ 'odd.sql': ODD_SCRIPT });
});
afterEach(() => folder.remove());

const BAD = new Set(['error', 'fail', 'skipped']);

jest.setTimeout(300_000);

describeIf(dbt, 'the command, then dbt build', () => {
  const INPUTS = [inRepository('examples/first-slice'), inRepository('examples/harbour-supply'), 'odd.sql'];

  it.each(INPUTS)('%s: exits 0, and dbt builds it green twice', async (input) => {
    const { code, stderr } = await folder.run(['migrate', input, '--out', 'project']);
    expect(stderr).toContain('Next:');
    expect(code).toBe(0);
    for (const turn of [1, 2]) {
      const built = await runDbt(`${folder.path}/project`, ['build']);
      expect({ turn, bad: built.results.filter(({ status }) => BAD.has(status)) }).toEqual({ turn, bad: [] });
      expect([built.exitCode, built.results.length > 5]).toEqual([0, true]);
    }
  });

  it('a project whose build wrote files of its own is still ours to write again', async () => {
    const args = ['migrate', inRepository('examples/first-slice'), '--out', 'project'];
    await folder.run(args);
    await runDbt(`${folder.path}/project`, ['build']);
    expect((await folder.run(args)).code).toBe(0);
    expect((await runDbt(`${folder.path}/project`, ['build'])).exitCode).toBe(0);
  });
});
