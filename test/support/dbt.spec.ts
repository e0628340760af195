import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dbt, readRunResults, runDbt } from './dbt.js';
import { describeIf } from './requirement.js';

/** A project of two models, one of which does not run. */
const files: Record<string, string> = {
  'dbt_project.yml': 'name: tiny\nversion: "1.0"\nprofile: tiny\nmodel-paths: [models]\n',
  'profiles.yml': 'tiny:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: tiny.duckdb}\n',
  'models/good.sql': 'select 1 as id',
  'models/wrong.sql': "{{ config(materialized='table') }} select cast('x' as integer) as id from {{ ref('good') }}",
};

describeIf(dbt, 'runDbt', () => {
  let project = '';
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'dm-dbt-'));
    mkdirSync(join(project, 'models'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('tells models that ran from models that failed', async () => {
    const run = await runDbt(project, ['run']);
    expect(run.exitCode).toBe(1);
    expect(run.results.map(({ uniqueId, status }) => `${uniqueId} ${status}`)).toEqual([
      'model.tiny.good success',
      'model.tiny.wrong error',
    ]);
    expect(run.results[1]?.message).toContain('Conversion Error');
  });

  it("does not take an earlier run's results for those of a command that failed at once", async () => {
    writeFileSync(join(project, 'dbt_project.yml'), 'name: [');
    const run = await runDbt(project, ['run']);
    writeFileSync(join(project, 'dbt_project.yml'), files['dbt_project.yml'] ?? '');
    expect(run.exitCode).not.toBe(0);
    expect(run.results).toEqual([]);
  });

  it('kills a dbt that takes too long, and says so', async () => {
    await expect(runDbt(project, ['run'], { timeoutMs: 50 })).rejects.toThrow('within 50 ms');
  });
});

describe('readRunResults', () => {
  it('finds no results in a folder that dbt never ran in', () => {
    expect(readRunResults(tmpdir())).toEqual([]);
  });
});
