/** Computed columns, defaults and CHECKs: expressions over a table's own columns. Source: Microsoft Learn, "Specify computed columns in a table". */
import type { CompileTarget } from '../../../../src/compiler/compile.js';
import { makeCompiler } from '../../../../src/compiler/compiler.js';
import { catalogOf } from '../../../factories/catalog.js';
import { openEngine, type Engine } from '../../../factories/compiled-query.js';
import { postgres } from '../../../support/postgres.js';
import { describeIf } from '../../../support/requirement.js';

const ORDER_LINES = { schema: 'dbo', name: 'OrderLines' };
const SCRIPT = `CREATE TABLE dbo.OrderLines (qty int NOT NULL, price decimal(10,2) NOT NULL, discount float NULL, code varchar(10) NOT NULL)`;

const COMPUTED: readonly (readonly [expression: string, value: string])[] = [
  ['qty * price', '8.25'],
  ["'L' + CAST(qty AS varchar(10))", 'L3'],
  ['qty / 2', '1'],
  ['ISNULL(qty * price * (1.0 - discount), 0)', '0'],
  ["CASE WHEN code = 'AB' THEN 'same' ELSE 'other' END", 'same'],
  ['CONVERT(decimal(10,1), price / qty)', '0.9'],
];

function suite(target: CompileTarget): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(target);
  });
  afterAll(() => engine.close());

  it.each(COMPUTED)('%s is %s', async (expression, value) => {
    const compiled = makeCompiler(await catalogOf(SCRIPT), target, { relation: () => null }).compileTableExpression(ORDER_LINES, expression);
    expect(compiled.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const row = `(select 3 as qty, cast(2.75 as decimal(10, 2)) as price, cast(null as double precision) as discount, 'ab ' as code) as t`;
    const [[cell] = []] = await engine.run(`select cast(${compiled.sql} as varchar) from ${row}`);
    expect(target === 'duckdb' ? cell?.replace(/\.0$/, '') : cell).toBe(value);
  }); // prettier-ignore
}

describe('computed columns on DuckDB', () => suite('duckdb'));
describeIf(postgres, 'computed columns on PostgreSQL', () => suite('postgres'));
