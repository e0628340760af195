/** The output folder: a stranger's is refused, an edited file is named, a full disk or Ctrl-C leaves no half project. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateDump, generateScript } from '../../bench/generate-script.js';
import { describeIf, type Requirement } from '../support/requirement.js';
import { CaseFolder, GOOD_VIEW, outcomeOf, TABLE } from './datamigrate.js';

let folder: CaseFolder;

beforeEach(async () => {
  folder = await CaseFolder.make({ 'a.sql': TABLE + GOOD_VIEW });
});
afterEach(() => folder.remove());

describe('an output folder that is not ours', () => {
  it('is refused with --force too, and loses nothing', async () => {
    await folder.write('a-dbt/thesis.txt', 'do not lose me');
    for (const flags of [[], ['--force']]) {
      const { code, stderr } = await folder.run(['migrate', 'a.sql', ...flags]);
      expect(stderr).toMatch(/OUTPUT-NOT-OURS.*a-dbt holds files.*Nothing was changed.*--out/);
      expect(code).toBe(1);
    }
    expect(await folder.read('a-dbt/thesis.txt')).toBe('do not lose me');
    expect(await folder.names()).toEqual(['a-dbt', 'a.sql', 'tmp']);
  });

  it('is refused when it is a file', async () => {
    const { code, stderr } = await folder.run(['migrate', 'a.sql', '--out', 'a.sql']);
    expect(stderr).toMatch(/OUTPUT-NOT-OURS.*is a file/);
    expect(code).toBe(1);
    expect(await folder.read('a.sql')).toBe(TABLE + GOOD_VIEW);
  });
});

describe('an output folder of an earlier run', () => {
  it('is written again; a hand-edited file is named and kept, and only --force overwrites it', async () => {
    expect((await folder.run(['migrate', 'a.sql'])).code).toBe(0);
    const model = 'a-dbt/models/marts/good.sql';
    const written = await folder.read(model);
    expect((await folder.run(['migrate', 'a.sql'])).code).toBe(0);

    await folder.write(model, 'select 1 as mine');
    await folder.write('a-dbt/analyses/mine.sql', 'select 2');
    const refused = await folder.run(['migrate', 'a.sql']);
    expect(refused.stderr).toMatch(/OUTPUT-EDITED.*models\/marts\/good\.sql.*--force/s);
    expect(refused.code).toBe(1);
    expect(await folder.read(model)).toBe('select 1 as mine');

    expect((await folder.run(['migrate', 'a.sql', '--force'])).code).toBe(0);
    expect(await folder.read(model)).toBe(written);
    expect(await folder.read('a-dbt/analyses/mine.sql')).toBe('select 2');
  });

  it('loses the models of objects that are gone, and no file of a person', async () => {
    await folder.run(['migrate', 'a.sql']);
    await folder.write('a-dbt/notes.md', 'mine');
    await folder.write('a.sql', TABLE);
    expect((await folder.run(['migrate', 'a.sql'])).code).toBe(0);
    await expect(folder.read('a-dbt/models/marts/good.sql')).rejects.toThrow('ENOENT');
    expect(await folder.read('a-dbt/notes.md')).toBe('mine');
  });
});

const smallDisk: Requirement = {
  name: 'a small file system',
  missing: () => (process.getuid?.() === 0 ? mountFault() : 'only root may mount one; run the tests as root'),
};

/** Tries once, as a container may refuse even root. */
function mountFault(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), 'datamigrate-mount-'));
  try {
    mount(path, '64k');
    execFileSync('umount', [path]);
    return undefined;
  } catch (error) {
    return `it cannot be mounted (${error instanceof Error ? error.message.trim() : String(error)}); allow mounts`;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function mount(path: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'pipe' });
}

describeIf(smallDisk, 'a disk that gets full', () => {
  const CASES = [
    ['with the text of the project', '64k', TABLE + GOOD_VIEW],
    ['with the sample rows', '256k', [...generateDump(3_000_000)].join('')],
  ] as const;

  it.each(CASES)('%s is said with what to do, and leaves nothing behind', async (_name, size, text) => {
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    await folder.write('a.sql', text);
    mount(disk, size);
    try {
      const { code, stderr } = await folder.run(['migrate', 'a.sql', '--out', 'disk/project']);
      expect(stderr).toMatch(/OUTPUT-DISK-FULL.*no space left.*--out/);
      expect(code).toBe(1);
      expect(await folder.names('disk')).toEqual([]);
      expect(await folder.names('tmp')).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('Ctrl-C', () => {
  it.each(['Executor', 'Tester'])('during the %s exits 130 soon, with no half project and no temporary folder', async (phase) => {
    await folder.write('big.sql', generateScript(300).text);
    await mkdir(join(folder.path, 'tmp'));
    const child = folder.start(['migrate', 'big.sql']);
    const outcome = outcomeOf(child);
    await new Promise<void>((reached) => {
      child.stderr?.on('data', (text: string) => text.includes(phase) && reached());
    });
    const startedMs = performance.now();
    child.kill('SIGINT');
    const { code, stderr } = await outcome;
    expect(stderr).toContain('Stopped.');
    expect(code).toBe(130);
    expect(performance.now() - startedMs).toBeLessThan(15_000);
    await sleep(200);
    expect(await folder.names()).toEqual(['a.sql', 'big.sql', 'tmp']);
    expect(await folder.names('tmp')).toEqual([]);
  }); // prettier-ignore
});
