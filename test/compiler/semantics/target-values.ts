/** Runs a T-SQL expression, compiled for a target, on that target's engine, and gives its value as text. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { CompileTarget } from '../../../src/compiler/compile.js';
import { HAZARDS } from '../../../src/compiler/hazards/registry.js';
import { legaliseOutput } from '../../../src/compiler/legalise/expression/expression.js';
import type { LegaliseContext } from '../../../src/compiler/legalise/context.js';
import { printExpression } from '../../../src/compiler/print/print.js';
import { targetType } from '../../../src/compiler/types/target-types.js';
import { bound, SETTINGS, type Setup } from '../../factories/bound-expression.js';
import { freshDatabase, type TestDatabase } from '../../support/postgres.js';

export interface Compiled {
  readonly sql: string;
  readonly type: string;
  /** Codes of every finding, of binding and of the target. */
  readonly codes: readonly string[];
  readonly errors: readonly string[];
}

/** The expression as one column of a result of `target`. */
export function compiled(text: string, target: CompileTarget, setup: Setup = {}): Compiled {
  const { scalar, findings } = bound(text, setup);
  const codes = findings.map((finding) => finding.split(' ')[0] ?? finding);
  const context: LegaliseContext = {
    target,
    settings: { ...SETTINGS, ...setup.settings },
    query: () => {
      throw new Error('no queries here');
    },
    columnName: (name) => name,
    parameter: (name) => ({ sql: 'identifier', parts: [name] }),
    report: (code) => codes.push(code),
    macro: () => undefined,
  };
  const sql = printExpression(legaliseOutput(scalar, context)).text;
  return {
    sql,
    type: targetType(scalar.type, target),
    codes,
    errors: codes.filter((code) => (HAZARDS[code]?.severity ?? 'error') === 'error'),
  };
}

export interface Engine {
  /** First column of the first row as the engine's own text; null for NULL. */
  value(query: string): Promise<string | null>;
  close(): Promise<void>;
}

export async function duckdbEngine(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection: DuckDBConnection = await instance.connect();
  return {
    value: async (query) => {
      const reader = await connection.runAndReadAll(`select cast(v as varchar) from (${query}) as t(v)`);
      const [cell] = reader.getRowsJson()[0] ?? [];
      return cell === null || cell === undefined ? null : typeof cell === 'string' ? cell : JSON.stringify(cell);
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export async function postgresEngine(): Promise<Engine> {
  const database: TestDatabase = await freshDatabase();
  return {
    value: async (query) => {
      const { rows } = await database.client.query<{ v: string | null }>(
        `select cast(v as text) as v from (${query}) as t(v)`,
      );
      return rows[0]?.v ?? null;
    },
    close: () => database.close(),
  };
}

/** DuckDB writes a whole float as `2.0`, PostgreSQL as `2`: one form for both. */
export function normal(value: string | null, type: string): string | null {
  return value !== null && /^(double|real)/.test(type) ? value.replace(/\.0$/, '') : value;
}
