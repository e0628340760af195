import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ClientConfig, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { PipelinedClient, type Statement } from './pipelined-client.js';

export type { Statement } from './pipelined-client.js';

/** System scope: sees every workspace's rows. For authentication, the dispatcher and the worker only. */
export const SYSTEM = '*';

/** Connections for short statements, beside TypeORM's pool. Few for reads: the more go out in one write, the less each costs. More for
 * changes, each of which waits for its flush to disk. */
const readers = 2;
const writers = 6;

/**
 * The only way to rows that a workspace owns. Each statement runs with `app.workspace_id` set, which row-level security compares:
 * a statement that forgets its WHERE still sees nothing of others.
 */
@Injectable()
export class WorkspaceDatabase implements OnApplicationShutdown {
  private readonly readers = this.clients(readers);
  private readonly writers = this.clients(writers);

  constructor(private readonly dataSource: DataSource) {}

  /** All or nothing; repositories of `manager` are inside the transaction and the scope. */
  transaction<T>(workspaceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.workspace_id', $1, true)`, [workspaceId]);
      return work(manager);
    });
  }

  /** One short read outside a transaction, past TypeORM's entities: for the hot paths. */
  query<R extends QueryResultRow>(workspaceId: string, statement: Statement, values: readonly unknown[]): Promise<R[]> {
    return idlest(this.readers).query<R>(workspaceId, statement, values);
  }

  /** One short statement that changes something and is its own transaction. */
  change<R extends QueryResultRow>(
    workspaceId: string,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<R[]> {
    return idlest(this.writers).query<R>(workspaceId, statement, values);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.readers, ...this.writers].map((client) => client.close()));
  }

  private clients(count: number): readonly PipelinedClient[] {
    return Array.from({ length: count }, () => new PipelinedClient(() => this.clientConfig()));
  }

  /** The same server, account, role and limits as TypeORM's pool. */
  private clientConfig(): ClientConfig {
    const { options } = this.dataSource;
    if (options.type !== 'postgres' || !this.dataSource.isInitialized) throw new Error('DataSource is not initialized');
    // `extra` is what TypeORM hands to pg unseen.
    const extra = options.extra as ClientConfig;
    return { connectionString: options.url, connectionTimeoutMillis: options.connectTimeoutMS, ...extra };
  }
}

/** The connection with the least to do. */
function idlest(clients: readonly PipelinedClient[]): PipelinedClient {
  return clients.reduce((least, client) => (client.inFlight < least.inFlight ? client : least));
}
