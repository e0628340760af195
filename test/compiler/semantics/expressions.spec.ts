import type { CompileTarget } from '../../../src/compiler/compile.js';
import { postgres } from '../../support/postgres.js';
import { describeIf } from '../../support/requirement.js';
import { CASES } from './expression-cases.js';
import { compiled, duckdbEngine, type Engine, normal, postgresEngine } from './target-values.js';

function suite(target: CompileTarget, open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  for (const [group, cases] of Object.entries(CASES)) {
    describe(group, () => {
      const mine = cases.flatMap(([expression, value, only]) =>
        only === undefined || only === target ? [{ expression, value }] : [],
      );
      it.each(mine)('$expression is $value', async ({ expression, value }) => {
        const { sql, type, errors } = compiled(expression, target);
        expect(errors).toEqual([]);
        const got = await engine.value(`select ${sql}`).catch((error: unknown) => {
          throw new Error(`${sql}\n${String(error)}`);
        });
        expect({ sql, value: normal(got, type) }).toEqual({ sql, value });
      });
    });
  }
}

describe('SQL Server values on DuckDB', () => suite('duckdb', duckdbEngine));
describeIf(postgres, 'SQL Server values on PostgreSQL', () => suite('postgres', postgresEngine));
