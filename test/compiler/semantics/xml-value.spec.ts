import type { CompileTarget } from '../../../src/compiler/compile.js';
import { postgres } from '../../support/postgres.js';
import { describeIf } from '../../support/requirement.js';
import { compiled, duckdbEngine, type Engine, postgresEngine } from './target-values.js';

const DOCUMENT = `<s:Survey xmlns:s="urn:survey"><s:Owner id="7"><s:Name>Ann &amp; <b>Bob</b></s:Name></s:Owner><s:Sales>1500.50</s:Sales><s:Note/><Plain>yes</Plain></s:Survey>`;
const PROLOG = 'declare namespace q="urn:survey"; ';
const DEFAULT = 'declare default element namespace "urn:survey"; ';

function suite(target: CompileTarget, open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  it.each([
    [`x.value('${PROLOG}(/q:Survey/q:Sales)[1]', 'money')`, '1500.5000'],
    [`x.value('${DEFAULT}(/Survey/Sales)[1]', 'decimal(9,1)')`, '1500.5'],
    [`x.value('${DEFAULT}(/Survey/Owner/Name)[1]', 'nvarchar(50)')`, 'Ann & Bob'],
    [`x.value('${PROLOG}(/q:Survey/q:Owner/@id)[1]', 'int')`, '7'],
    [`x.value('${PROLOG}(/q:Survey/Plain)[1]', 'nvarchar(2)')`, 'ye'],
    [`x.value('${PROLOG}(/q:Survey/q:Missing)[1]', 'nvarchar(20)')`, null],
  ])('%s is %s', async (expression, value) => {
    const { sql, errors } = compiled(expression, target, { columns: { x: 'xml' } });
    expect(errors).toEqual([]);
    expect(await engine.value(`select ${sql} from (select cast('${DOCUMENT}' as varchar) as x) as t`)).toBe(value);
  });

  it('takes no other query: it is reported', () => {
    expect(compiled("x.value('count(/a/b)', 'int')", target, { columns: { x: 'xml' } }).errors).toEqual([
      'TSQL-UNSUPPORTED-METHOD',
    ]);
  });
}

describe('value() of xml on DuckDB', () => suite('duckdb', duckdbEngine));
describeIf(postgres, 'value() of xml on PostgreSQL', () => suite('postgres', postgresEngine));
