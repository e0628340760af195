import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ClientConfig, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { PipelinedClient, type Statement } from './pipelined-client.js';

export type { Statement } from './pipelined-client.js';

/** System scope: sees every workspace's rows. For authentication, the dispatcher and the worker only. */
export const SYSTEM = '*';

/** Connections for short statements, beside TypeORM's pool. */
const pipelinedClients = 5;

/**
 * The only way to rows that a workspace owns. Each statement runs with `app.workspace_id` set, which row-level security compares:
 * a statement that forgets its WHERE still sees nothing of others.
 */
@Injectable()
export class WorkspaceDatabase implements OnApplicationShutdown {
  private readonly clients: readonly PipelinedClient[];

  constructor(private readonly dataSource: DataSource) {
    this.clients = Array.from({ length: pipelinedClients }, () => new PipelinedClient(() => this.clientConfig()));
  }

  /** All or nothing; repositories of `manager` are inside the transaction and the scope. */
  transaction<T>(workspaceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.workspace_id', $1, true)`, [workspaceId]);
      return work(manager);
    });
  }

  /** One short statement outside a transaction, past TypeORM's entities: for the hot paths. The connection with the least to do takes it. */
  query<R extends QueryResultRow>(workspaceId: string, statement: Statement, values: readonly unknown[]): Promise<R[]> {
    const idlest = this.clients.reduce((least, client) => (client.inFlight < least.inFlight ? client : least));
    return idlest.query<R>(workspaceId, statement, values);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
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
