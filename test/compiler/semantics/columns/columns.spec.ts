/** Rules of T-SQL on values that stand in columns: a script is read, compiled and run, on both targets' own engines. */
import type { CompileTarget } from '../../../../src/compiler/compile.js';
import { postgres } from '../../../support/postgres.js';
import { describeIf } from '../../../support/requirement.js';
import { openArea, type OpenArea } from './column-suite.js';
import { IMPLICIT_CONVERSIONS } from './implicit-conversions.js';
import { MOMENTS } from './moments.js';
import { NUMBERS } from './numbers.js';
import { OTHER_TYPES } from './other-types.js';
import { QUERIES } from './queries.js';
import { TEXTS } from './texts.js';
import type { Area, Vector } from './vector.js';

const AREAS: readonly Area[] = [TEXTS, NUMBERS, MOMENTS, IMPLICIT_CONVERSIONS, OTHER_TYPES, QUERIES];

const isRefused = ({ refused }: Vector, target: CompileTarget): boolean =>
  refused !== undefined && (refused.target ?? target) === target;

function suite(area: Area, target: CompileTarget): void {
  let open: OpenArea;
  beforeAll(async () => {
    open = await openArea(area, target);
  });
  afterAll(() => open.close());

  it.each(area.vectors.map((vector, index) => ({ ...vector, index })))('$sql ($page)', async ({ index, ...vector }) => {
    const { ok, sql, findings } = open.compiled(index);
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    if (isRefused(vector, target)) {
      expect(ok).toBe(false);
      expect(errors).toContain(vector.refused?.code);
      return;
    }
    expect({ errors, ok }).toEqual({ errors: [], ok: true });
    expect({ sql, rows: await open.rows(index) }).toEqual({ sql, rows: vector.expected });
  });
}

describe.each(AREAS)('$title on DuckDB', (area) => suite(area, 'duckdb'));
describeIf(postgres, 'on PostgreSQL', () => {
  describe.each(AREAS)('$title', (area) => suite(area, 'postgres'));
});
