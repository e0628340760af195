/** What the service keeps about its own use: usage, idempotency, audit. No foreign keys from logs: they outlive what they tell of. */
export const OPERATIONS = `
CREATE TABLE usage_logs (
  id text COLLATE "C" PRIMARY KEY,
  workspace_id text COLLATE "C" NOT NULL,
  user_id text COLLATE "C",
  api_key_id text COLLATE "C",
  migration_id text COLLATE "C",
  kind text NOT NULL CHECK (kind IN ('api_call', 'model_call')),
  agent text,
  method text,
  route text,
  status integer,
  duration_ms integer NOT NULL,
  input_tokens bigint,
  output_tokens bigint,
  cost_usd numeric(14, 6),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX usage_logs_by_time ON usage_logs (workspace_id, id COLLATE "POSIX" DESC);
CREATE INDEX usage_logs_by_day ON usage_logs (workspace_id, created_at);

CREATE TABLE idempotency_keys (
  workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  user_id text COLLATE "C" NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  location text,
  etag text,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, user_id, operation, key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

CREATE TABLE audit_logs (
  id text COLLATE "C" PRIMARY KEY,
  workspace_id text COLLATE "C",
  user_id text COLLATE "C",
  api_key_id text COLLATE "C",
  action text NOT NULL,
  target_type text,
  target_id text,
  outcome text NOT NULL CHECK (outcome IN ('success', 'failure')),
  request_id text NOT NULL,
  ip text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_logs_by_workspace ON audit_logs (workspace_id, id COLLATE "POSIX" DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_logs_no_truncate BEFORE TRUNCATE ON audit_logs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
