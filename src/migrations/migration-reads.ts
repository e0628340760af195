import { Injectable } from '@nestjs/common';
import { Cursors } from '../common/http/page.js';
import { Problem } from '../common/http/problem.js';
import { WorkspaceDatabase } from '../database/workspace-database.js';
import type { MigrationListQuery } from './schemas/migration-schemas.js';
import { listStatement, type ListRow } from './statements/list-statement.js';

const READ = {
  name: 'migration_read',
  text: `SELECT json, version, revision FROM migrations WHERE id = $1 AND workspace_id = $2`,
};
/** Whether the workspace has a migration: `$1` its id, `$2` the workspace. */
export const MIGRATION_EXISTS = {
  name: 'migration_exists',
  text: 'SELECT true AS found FROM migrations WHERE id = $1 AND workspace_id = $2',
};

export interface MigrationText {
  readonly json: string;
  readonly version: number;
  readonly revision: string;
}

/** The hot reads: PostgreSQL writes the JSON, and it is passed on as text. */
@Injectable()
export class MigrationReads {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly cursors: Cursors,
  ) {}

  /** @returns JSON text of the page, and the cursor of the next. @throws Problem `invalid_cursor` */
  async list(workspaceId: string, query: MigrationListQuery): Promise<{ text: string; nextCursor: string | null }> {
    // A cursor is good for the list that it came from: the same order and filters.
    const list = JSON.stringify(['migrations', query.sort, query.status, query.q]);
    const after = this.cursors.open(list, workspaceId, query.cursor);
    const { statement, values } = listStatement(workspaceId, query, after);
    const [row] = await this.database.query<ListRow & Record<string, unknown>>(workspaceId, statement, values);
    const nextCursor = row?.last ? this.cursors.seal(list, workspaceId, row.last) : null;
    return {
      text: `{"data":${row?.data ?? '[]'},"next_cursor":${JSON.stringify(nextCursor)},"has_more":${nextCursor !== null}}`,
      nextCursor,
    };
  }

  /** @throws Problem `not_found` */
  async read(workspaceId: string, id: string): Promise<MigrationText> {
    const [row] = await this.database.query<MigrationText & Record<string, unknown>>(workspaceId, READ, [
      id,
      workspaceId,
    ]);
    if (!row) throw new Problem('not_found');
    return row;
  }

  /** @throws Problem `not_found` */
  async requireMigration(workspaceId: string, id: string): Promise<void> {
    if ((await this.database.query(workspaceId, MIGRATION_EXISTS, [id, workspaceId])).length === 0)
      throw new Problem('not_found');
  }
}
