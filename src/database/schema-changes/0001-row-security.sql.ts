/** Row-level security, the second wall of a workspace (the first is the WHERE of every statement). */

/** Tables whose rows a workspace owns. `audit_logs` and `usage_logs` too: their workspace_id has no foreign key. */
export const WORKSPACE_TABLES = [
  'workspace_members',
  'api_keys',
  'artifacts',
  'migrations',
  'migration_inputs',
  'runs',
  'outbox',
  'steps',
  'checkpoints',
  'checkpoint_writes',
  'run_artifacts',
  'run_objects',
  'findings',
  'model_files',
  'model_file_versions',
  'run_events',
  'usage_logs',
  'idempotency_keys',
  'audit_logs',
] as const;

/** The role that the service's connections take: it owns nothing, so that row security holds even for a superuser's account. */
export const APP_ROLE = 'datamigrate_app';

/**
 * A statement sees the rows of the workspace that its connection was told (`app.workspace_id`), or of all when told `*`;
 * a connection that was told nothing sees none.
 * Source: PostgreSQL documentation, "Row Security Policies" and "CREATE POLICY".
 */
export function rowSecurity(): string {
  const tables = WORKSPACE_TABLES.map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY of_workspace ON ${table}
  USING (workspace_id = current_setting('app.workspace_id', true) OR current_setting('app.workspace_id', true) = '*')
  WITH CHECK (workspace_id = current_setting('app.workspace_id', true) OR current_setting('app.workspace_id', true) = '*');`,
  );
  return [...tables, APP_ROLE_SQL].join('\n');
}

/** Roles belong to the whole server: another database of it may have made this one, even at the same moment. */
const APP_ROLE_SQL = `
DO $$
BEGIN
  IF (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user)
     AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
    BEGIN
      CREATE ROLE ${APP_ROLE} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
    EXECUTE 'GRANT USAGE ON SCHEMA public TO ${APP_ROLE}';
    EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${APP_ROLE}';
    EXECUTE 'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${APP_ROLE}';
    EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP_ROLE}';
  END IF;
END $$;
`;
