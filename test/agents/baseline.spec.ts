/** A migration with a baseline: what the reference engine gives plays the real server, as a recording. */
import { readRecording } from '../../src/proof/baseline/index.js';
import type { MigrationResult } from '../../src/agents/workflow/run-migration.js';
import { playServer } from '../proof/baseline/shop.js';
import { RunCase } from './run-case.js';

const SQL = `
CREATE TABLE dbo.Item (Id int NOT NULL PRIMARY KEY, Name varchar(20) NULL, Price decimal(9, 2) NOT NULL);
GO
INSERT dbo.Item VALUES (1, 'Rope', 2.5), (2, NULL, 3), (3, 'Sail', 4.25);
GO
CREATE VIEW dbo.Cheap AS SELECT Id, Name, Price FROM dbo.Item WHERE Price < 4;
GO
CREATE VIEW dbo.Names AS SELECT UPPER(Name) AS Name FROM dbo.Cheap;
GO
`;

describe('a migration with a baseline', () => {
  let made: RunCase;
  let text: string;
  beforeAll(async () => (text = await playServer(SQL)));
  beforeEach(() => (made = RunCase.make()));
  afterEach(() => made.remove());

  const run = (recorded: string): Promise<MigrationResult> => made.run(SQL, { baseline: readRecording([recorded]) });
  const objectOf = ({ evaluation }: MigrationResult, name: string) => {
    const found = evaluation.objects.find((object) => object.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };

  it('has the proof baseline where all recorded rows are equal, and says that no SQL Server ran here', async () => {
    const result = await run(text);
    for (const name of ['dbo.Cheap', 'dbo.Names']) {
      const { proof, evidence, status } = objectOf(result, name);
      expect([name, proof, ['proved', 'converted'].includes(status)]).toEqual([name, 'baseline', true]);
      expect(evidence?.comparisons).toContainEqual({ dataset: 'baseline', result: 'equal', rows: 2, detail: null });
      expect(evidence?.notChecked.join()).toMatch(/no SQL Server ran here/);
    }
  });

  it('needs review where the server gave other rows over as many rows of the tables', async () => {
    const result = await run(text.replace('"c2":"Rope"', '"c2":"Ropes"'));
    expect(objectOf(result, 'dbo.Cheap')).toMatchObject({
      status: 'needs_review',
      reason: { code: 'BASELINE-DIFFERENT' },
    });
    expect(objectOf(result, 'dbo.Names').status).toBe('blocked');
  });

  it('compares nothing over other rows of a table, also where it is read through another view', async () => {
    const result = await run(text.replace('"name":"dbo.Item","rows":3', '"name":"dbo.Item","rows":4'));
    for (const name of ['dbo.Cheap', 'dbo.Names']) {
      const { proof, evidence } = objectOf(result, name);
      expect(proof).not.toBe('baseline');
      expect(evidence?.comparisons.find(({ dataset }) => dataset === 'baseline')?.detail).toMatch(/^BASELINE-OTHER-ROWS: .*dbo\.Item had 4 rows there, and has 3 here/); // prettier-ignore
    }
  });

  it('takes nothing of a recording without its end', async () => {
    const result = await run(text.split('\r\n').slice(0, -2).join('\n'));
    expect(objectOf(result, 'dbo.Cheap').proof).not.toBe('baseline');
  });

  it('says where the server has another collation than was taken', async () => {
    const result = await run(text.replace('SQL_Latin1_General_CP1_CI_AS', 'Latin1_General_CS_AS'));
    expect(objectOf(result, 'dbo.Cheap').evidence?.notChecked.join()).toMatch(/collation Latin1_General_CS_AS/);
  });
});
