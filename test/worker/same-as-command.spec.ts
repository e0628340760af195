import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { postgres } from '../support/postgres.js';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { openBench, type Bench } from './bench.js';

const SOURCE = 'examples/harbour-supply';

// Children start slowly where much else runs.
jest.setTimeout(180_000);

describeIf(postgres, 'a run of the server', () => {
  let bench: Bench;
  let folder: string;
  beforeAll(async () => {
    bench = await openBench();
    folder = mkdtempSync(join(tmpdir(), 'datamigrate-command-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench.close();
  });

  test('packs the very files that the command writes', async () => {
    const out = join(folder, 'project');
    execFileSync(process.execPath, [inRepository('bin', 'datamigrate.mjs'), 'migrate', SOURCE, '--out', out], {
      stdio: 'pipe',
      timeout: 120_000,
    });
    const { runId } = await bench.newRunOf(SOURCE);
    await bench.newWorker().run(runId);
    const packed = await unzipped(await bench.bytesOf(runId, 'project_zip'));
    const written = filesOf(out);
    expect([...packed.keys()].sort()).toEqual([...written.keys()].sort());
    const differing = [...written].filter(([path, bytes]) => !bytes.equals(packed.get(path) ?? Buffer.alloc(0)));
    // The command's report tells how long it took; everything else is the same to the byte.
    expect(differing.map(([path]) => path).filter((path) => !path.startsWith('migration_report.'))).toEqual([]);
    expect(timeless(packed)).toEqual(timeless(written));
  });
});

function timeless(files: ReadonlyMap<string, Buffer>): unknown {
  const report = JSON.parse(String(files.get('migration_report.json')));
  delete report.summary.duration_ms;
  return report;
}

function filesOf(top: string): Map<string, Buffer> {
  const entries = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(top, path), readFileSync(path)];
    }),
  );
}

async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer)(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  const open = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      open(entry)
        .then(async (stream) => {
          files.set(entry.fileName, await buffer(stream));
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.once('end', () => resolve(files)).once('error', reject);
    zip.readEntry();
  });
}
