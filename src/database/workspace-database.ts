import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

/** System scope: sees every workspace's rows. For authentication, the dispatcher and the worker only. */
export const SYSTEM = '*';

/** A named statement: PostgreSQL keeps its plan per connection. Source: node-postgres documentation, "Prepared statements". */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * The only way to rows that a workspace owns. Each statement runs with `app.workspace_id` set, which row-level security compares:
 * a statement that forgets its WHERE still sees nothing of others.
 */
@Injectable()
export class WorkspaceDatabase {
  /** What each pooled connection was told last. */
  private readonly told = new WeakMap<PoolClient, string>();

  constructor(private readonly dataSource: DataSource) {}

  /** All or nothing; repositories of `manager` are inside the transaction and the scope. */
  transaction<T>(workspaceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.workspace_id', $1, true)`, [workspaceId]);
      return work(manager);
    });
  }

  /** One short statement outside a transaction, on TypeORM's own pool and past its entities: for the hot paths. */
  async query<R extends QueryResultRow>(
    workspaceId: string,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<R[]> {
    const client = await this.pool().connect();
    let failure: Error | undefined;
    try {
      if (this.told.get(client) !== workspaceId) await this.tell(client, workspaceId);
      const config: QueryConfig = { ...statement, values: [...values] };
      return (await client.query<R>(config)).rows;
    } catch (error) {
      failure = isConnectionError(error) ? error : undefined;
      throw error;
    } finally {
      client.release(failure);
    }
  }

  private async tell(client: PoolClient, workspaceId: string): Promise<void> {
    this.told.delete(client);
    await client.query({
      name: 'tell_workspace',
      text: `SELECT set_config('app.workspace_id', $1, false)`,
      values: [workspaceId],
    });
    this.told.set(client, workspaceId);
  }

  /** TypeORM keeps pg's own pool in its driver. */
  private pool(): Pool {
    const driver: unknown = this.dataSource.driver;
    const pool = (driver as { master?: Pool }).master; // PostgresDriver declares `master: any`
    if (!pool) throw new Error('Driver not Connected');
    return pool;
  }
}

/** An error of PostgreSQL has an SQLSTATE; one without has broken the connection. */
function isConnectionError(error: unknown): error is Error {
  return error instanceof Error && !/^[0-9A-Z]{5}$/.test('code' in error ? String(error.code) : '');
}
