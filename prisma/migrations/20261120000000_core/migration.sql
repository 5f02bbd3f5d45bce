-- The heart: workspaces, memory stores, memories, versions, sessions, reads, audit.
-- Tables as Prisma derives them from the schema, with byte order for ids and paths; below them what Prisma cannot say:
-- roles, row-level security, and the few functions that a hot path calls.

CREATE FUNCTION now_us() RETURNS bigint LANGUAGE sql VOLATILE PARALLEL SAFE
  AS $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint $$;

-- CreateTable
CREATE TABLE "audit_entry" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "transaction_id" BIGINT NOT NULL DEFAULT ((pg_current_xact_id()::text)::bigint),
    "recorded_at" BIGINT NOT NULL DEFAULT now_us(),
    "action" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C",
    "parent_id" TEXT COLLATE "C",
    "reason_id" TEXT COLLATE "C",
    "request_id" TEXT COLLATE "C",
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "reason_note" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "body" TEXT NOT NULL,
    "author_type" TEXT NOT NULL,
    "author_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),

    CONSTRAINT "reason_note_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "memory" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C",
    "head_version_id" TEXT COLLATE "C" NOT NULL,
    "served_version_id" TEXT COLLATE "C",
    "version_number" INTEGER NOT NULL,
    "content_sha256" TEXT,
    "content_size_bytes" INTEGER,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "archived_at" BIGINT,
    "quarantined_at" BIGINT,
    "restricted_at" BIGINT,
    "locked_at" BIGINT,

    CONSTRAINT "memory_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "memory_read_hour" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_id" TEXT COLLATE "C" NOT NULL,
    "hour_us" BIGINT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "read_count" INTEGER NOT NULL DEFAULT 0,
    "delivered_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "memory_read_hour_pkey" PRIMARY KEY ("workspace_id","memory_id","hour_us","actor_kind")
);

-- CreateTable
CREATE TABLE "session_read" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "session_id" TEXT COLLATE "C" NOT NULL,
    "memory_id" TEXT COLLATE "C" NOT NULL,
    "memory_version_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "read_count" INTEGER NOT NULL,
    "first_at" BIGINT NOT NULL,
    "last_at" BIGINT NOT NULL,

    CONSTRAINT "session_read_pkey" PRIMARY KEY ("workspace_id","session_id","memory_id","memory_version_id","kind")
);

-- CreateTable
CREATE TABLE "session" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "agent" JSONB NOT NULL,
    "environment_id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "vault_ids" TEXT[],
    "trust_tier" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "updated_at" BIGINT NOT NULL DEFAULT now_us(),
    "archived_at" BIGINT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "session_resource" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "session_id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "access" TEXT NOT NULL,
    "instructions" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "mount_path" TEXT NOT NULL,

    CONSTRAINT "session_resource_pkey" PRIMARY KEY ("workspace_id","session_id","position")
);

-- CreateTable
CREATE TABLE "memory_store" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "memory_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "updated_at" BIGINT NOT NULL DEFAULT now_us(),
    "archived_at" BIGINT,
    "deleted_at" BIGINT,

    CONSTRAINT "memory_store_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "memory_version" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "memory_id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "operation" TEXT NOT NULL,
    "path" TEXT COLLATE "C",
    "content_sha256" TEXT,
    "content_size_bytes" INTEGER,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "trust_tier" TEXT NOT NULL,
    "agent" TEXT,
    "model" TEXT,
    "tool" TEXT,
    "occurred_at" BIGINT,
    "recorded_at" BIGINT NOT NULL,
    "source_id" TEXT COLLATE "C",
    "external_id" TEXT COLLATE "C",
    "imported_by_type" TEXT,
    "imported_by_id" TEXT COLLATE "C",
    "origin_kind" TEXT,
    "origin_version_id" TEXT COLLATE "C",
    "redacted_at" BIGINT,
    "redacted_by_type" TEXT,
    "redacted_by_id" TEXT COLLATE "C",

    CONSTRAINT "memory_version_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "memory_content" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_version_id" TEXT COLLATE "C" NOT NULL,
    "body" BYTEA NOT NULL,
    "encoding" TEXT NOT NULL DEFAULT 'utf8',
    "key_id" TEXT COLLATE "C",

    CONSTRAINT "memory_content_pkey" PRIMARY KEY ("workspace_id","memory_version_id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "disabled_at" BIGINT,
    "sessions_expired_at" BIGINT NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scopes" TEXT[],
    "trust_tier" TEXT NOT NULL DEFAULT 'untrusted',
    "secret_hash" BYTEA NOT NULL,
    "secret_hint" TEXT NOT NULL,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "expires_at" BIGINT,
    "revoked_at" BIGINT,
    "last_used_at" BIGINT,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE UNLOGGED TABLE "rate_lease" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "credential_id" TEXT COLLATE "C" NOT NULL,
    "bucket" TEXT NOT NULL,
    "window_start_us" BIGINT NOT NULL,
    "taken" INTEGER NOT NULL,

    CONSTRAINT "rate_lease_pkey" PRIMARY KEY ("workspace_id","credential_id","bucket")
);

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_transaction_id_id_idx" ON "audit_entry"("workspace_id", "transaction_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_target_id_transaction_id_id_idx" ON "audit_entry"("workspace_id", "target_id", "transaction_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_actor_id_transaction_id_id_idx" ON "audit_entry"("workspace_id", "actor_id", "transaction_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "memory_workspace_id_memory_store_id_path_key" ON "memory"("workspace_id", "memory_store_id", "path");

-- CreateIndex
CREATE INDEX "memory_read_hour_workspace_id_hour_us_idx" ON "memory_read_hour"("workspace_id", "hour_us");

-- CreateIndex
CREATE INDEX "session_read_workspace_id_memory_id_session_id_idx" ON "session_read"("workspace_id", "memory_id", "session_id");

-- CreateIndex
CREATE INDEX "session_token_hash_idx" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_workspace_id_created_at_id_idx" ON "session"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "session_workspace_id_token_hash_key" ON "session"("workspace_id", "token_hash");

-- CreateIndex
CREATE INDEX "session_resource_workspace_id_memory_store_id_session_id_idx" ON "session_resource"("workspace_id", "memory_store_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_resource_workspace_id_session_id_memory_store_id_key" ON "session_resource"("workspace_id", "session_id", "memory_store_id");

-- CreateIndex
CREATE INDEX "memory_store_workspace_id_created_at_id_idx" ON "memory_store"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "memory_version_workspace_id_memory_store_id_recorded_at_id_idx" ON "memory_version"("workspace_id", "memory_store_id", "recorded_at", "id");

-- CreateIndex
CREATE INDEX "memory_version_workspace_id_memory_id_recorded_at_id_idx" ON "memory_version"("workspace_id", "memory_id", "recorded_at", "id");

-- CreateIndex
CREATE INDEX "memory_version_workspace_id_actor_type_actor_id_recorded_at_idx" ON "memory_version"("workspace_id", "actor_type", "actor_id", "recorded_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "memory_version_workspace_id_memory_id_number_key" ON "memory_version"("workspace_id", "memory_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "memory_version_workspace_id_source_id_external_id_key" ON "memory_version"("workspace_id", "source_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "membership_user_id_workspace_id_idx" ON "membership"("user_id", "workspace_id");

-- CreateIndex
CREATE INDEX "api_key_secret_hash_idx" ON "api_key"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_workspace_id_secret_hash_key" ON "api_key"("workspace_id", "secret_hash");

-- AddForeignKey
ALTER TABLE "memory" ADD CONSTRAINT "memory_workspace_id_memory_store_id_fkey" FOREIGN KEY ("workspace_id", "memory_store_id") REFERENCES "memory_store"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_resource" ADD CONSTRAINT "session_resource_workspace_id_session_id_fkey" FOREIGN KEY ("workspace_id", "session_id") REFERENCES "session"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_store" ADD CONSTRAINT "memory_store_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_version" ADD CONSTRAINT "memory_version_workspace_id_memory_store_id_fkey" FOREIGN KEY ("workspace_id", "memory_store_id") REFERENCES "memory_store"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_version" ADD CONSTRAINT "memory_version_workspace_id_memory_id_fkey" FOREIGN KEY ("workspace_id", "memory_id") REFERENCES "memory"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_content" ADD CONSTRAINT "memory_content_workspace_id_memory_version_id_fkey" FOREIGN KEY ("workspace_id", "memory_version_id") REFERENCES "memory_version"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Closed vocabularies
ALTER TABLE "membership" ADD CHECK (role IN ('viewer', 'reviewer', 'privacy_officer', 'admin', 'auditor'));
ALTER TABLE "api_key" ADD CHECK (kind IN ('agent', 'operator')), ADD CHECK (trust_tier IN ('untrusted', 'trusted'));
ALTER TABLE "session" ADD CHECK (trust_tier IN ('untrusted', 'trusted'));
ALTER TABLE "session_resource" ADD CHECK (access IN ('read_write', 'read_only'));
ALTER TABLE "session_read" ADD CHECK (kind IN ('read', 'delivered'));
ALTER TABLE "memory_version" ADD CHECK (operation IN ('created', 'modified', 'deleted')),
  ADD CHECK ((path IS NULL) = (redacted_at IS NOT NULL)),
  ADD CHECK (origin_kind IN ('restored', 'copied', 'reverted', 'redacted')),
  ADD CHECK ((origin_kind IS NULL) = (origin_version_id IS NULL)),
  ADD CHECK (redacted_at IS NULL OR (content_sha256 IS NULL AND content_size_bytes IS NULL));

-- Roles. They belong to the whole server, so another database of ours may have made them already.
DO $$
BEGIN
  BEGIN
    CREATE ROLE palimpsest_app NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    CREATE ROLE palimpsest_auth NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE format('GRANT palimpsest_app, palimpsest_auth TO %I', current_user);
  EXCEPTION WHEN invalid_grant_operation OR unique_violation THEN NULL;
  END;
END $$;

GRANT USAGE ON SCHEMA public TO palimpsest_app, palimpsest_auth;
GRANT SELECT, INSERT, UPDATE ON "workspace", "user_account" TO palimpsest_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "membership", "api_key", "memory_store", "memory", "session", "session_resource",
  "memory_read_hour", "session_read", "rate_lease", "reason_note" TO palimpsest_app;
-- A version is immutable: the application may blank it, and purge it with its store.
GRANT SELECT, INSERT, DELETE ON "memory_version", "memory_content" TO palimpsest_app;
GRANT UPDATE (path, content_sha256, content_size_bytes, redacted_at, redacted_by_type, redacted_by_id) ON "memory_version" TO palimpsest_app;
-- The audit trail is append-only.
GRANT SELECT, INSERT ON "audit_entry" TO palimpsest_app;

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog
  AS $$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Row-level security: enabled and forced on every table of a tenant.
-- Once a connection has served a workspace, the setting is not unset but empty: that is no workspace either.
CREATE FUNCTION current_workspace() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('palimpsest.workspace', true), '') $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['membership', 'api_key', 'rate_lease', 'memory_store', 'memory', 'memory_version', 'memory_content',
    'session', 'session_resource', 'memory_read_hour', 'session_read', 'audit_entry', 'reason_note']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace())', t);
  END LOOP;
END $$;
ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workspace" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "workspace" USING (id = current_workspace()) WITH CHECK (id = current_workspace());

-- Finding out who calls happens before any workspace is known: a role that can read credentials and nothing else, used in three functions.
GRANT SELECT ON "workspace", "api_key", "session", "session_resource", "membership", "user_account" TO palimpsest_auth;
CREATE POLICY auth_lookup ON "workspace" FOR SELECT TO palimpsest_auth USING (true);
CREATE POLICY auth_lookup ON "api_key" FOR SELECT TO palimpsest_auth USING (true);
CREATE POLICY auth_lookup ON "session" FOR SELECT TO palimpsest_auth USING (true);
CREATE POLICY auth_lookup ON "session_resource" FOR SELECT TO palimpsest_auth USING (true);
CREATE POLICY auth_lookup ON "membership" FOR SELECT TO palimpsest_auth USING (true);

-- The live API key or session whose secret has this SHA-256, or null.
CREATE FUNCTION resolve_secret(p_hash bytea) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('credential', 'api_key', 'workspace_id', k.workspace_id, 'id', k.id, 'kind', k.kind, 'scopes', to_jsonb(k.scopes), 'trust_tier', k.trust_tier)
    FROM api_key k WHERE k.secret_hash = p_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now_us())
  UNION ALL
  SELECT jsonb_build_object('credential', 'session', 'workspace_id', s.workspace_id, 'id', s.id, 'trust_tier', s.trust_tier,
      'attachments', (SELECT coalesce(jsonb_object_agg(r.memory_store_id, r.access), '{}') FROM session_resource r
        WHERE r.workspace_id = s.workspace_id AND r.session_id = s.id))
    FROM session s WHERE s.token_hash = p_hash AND s.archived_at IS NULL
  LIMIT 1
$$;

-- A person and every workspace they belong to, or null.
CREATE FUNCTION resolve_user(p_user text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('id', u.id, 'disabled_at', u.disabled_at, 'sessions_expired_at', u.sessions_expired_at,
      'memberships', coalesce((SELECT jsonb_agg(jsonb_build_object('workspace_id', m.workspace_id, 'role', m.role, 'name', w.name) ORDER BY m.created_at, m.workspace_id)
        FROM membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = u.id), '[]'))
    FROM user_account u WHERE u.id = p_user
$$;

-- Ids of all workspaces, oldest first, for unattended start-up and for scheduling one job a workspace.
CREATE FUNCTION list_workspaces() RETURNS TABLE (id text, name text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.id, w.name FROM workspace w ORDER BY w.created_at, w.id
$$;

GRANT CREATE ON SCHEMA public TO palimpsest_auth;
ALTER FUNCTION resolve_secret(bytea) OWNER TO palimpsest_auth;
ALTER FUNCTION resolve_user(text) OWNER TO palimpsest_auth;
ALTER FUNCTION list_workspaces() OWNER TO palimpsest_auth;
REVOKE CREATE ON SCHEMA public FROM palimpsest_auth;
REVOKE ALL ON FUNCTION resolve_secret(bytea), resolve_user(text), list_workspaces() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolve_secret(bytea), resolve_user(text), list_workspaces() TO palimpsest_app;

-- Opens a transaction for an actor: every policy sees the workspace from the next statement on, and a credential that died
-- since it was looked up is refused here (PA401), so callers may remember who a secret belongs to. Returns the clock.
CREATE FUNCTION enter_workspace(a jsonb) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  is_live boolean;
BEGIN
  PERFORM set_config('palimpsest.workspace', ws, true);
  CASE a->>'type'
    WHEN 'api_actor' THEN
      is_live := EXISTS (SELECT 1 FROM api_key k WHERE k.workspace_id = ws AND k.id = a->>'id' AND k.trust_tier = a->>'trust_tier'
        AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now_us()));
    WHEN 'session_actor' THEN
      is_live := EXISTS (SELECT 1 FROM session s WHERE s.workspace_id = ws AND s.id = a->>'id' AND s.trust_tier = a->>'trust_tier' AND s.archived_at IS NULL);
    WHEN 'user_actor' THEN
      is_live := EXISTS (SELECT 1 FROM membership m JOIN user_account u ON u.id = m.user_id
        WHERE m.workspace_id = ws AND m.user_id = a->>'id' AND m.role = a->>'role' AND u.disabled_at IS NULL);
    WHEN 'system_actor' THEN is_live := true;
    ELSE is_live := false;
  END CASE;
  IF NOT is_live THEN
    RAISE EXCEPTION 'the credential is no longer valid' USING ERRCODE = 'PA401';
  END IF;
  RETURN now_us();
END $$;

-- The actor may carry the reason and the parent of the entries that a transaction writes.
CREATE FUNCTION append_audit(a jsonb, p_id text, p_action text, p_target_type text, p_target_id text, p_store text, p_details jsonb)
  RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO audit_entry (workspace_id, id, action, actor_type, actor_id, target_type, target_id, memory_store_id, request_id, reason_id, parent_id, details)
    VALUES (a->>'workspace_id', p_id, p_action, a->>'type', a->>'id', p_target_type, p_target_id, p_store, a->>'request_id', a->>'reason_id', a->>'parent_id', p_details);
END $$;

-- A store's lock: shared for writes that leave its set of paths alone, exclusive for those that change it.
CREATE FUNCTION lock_store(ws text, p_store text, p_exclusive boolean) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF p_exclusive THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(ws || '/' || p_store, 0));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(ws || '/' || p_store, 0));
  END IF;
END $$;

-- The live memory whose path is the given one, an ancestor of it or below it; '0' is the character after '/'.
CREATE FUNCTION find_path_conflict(ws text, p_store text, p_path text, p_ancestors text[], p_except text)
  RETURNS memory LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  (SELECT m.* FROM memory m WHERE m.workspace_id = ws AND m.memory_store_id = p_store AND m.path = ANY (p_ancestors || p_path) AND m.id <> p_except LIMIT 1)
  UNION ALL
  (SELECT m.* FROM memory m WHERE m.workspace_id = ws AND m.memory_store_id = p_store
     AND m.path >= p_path || '/' AND m.path < p_path || '0' AND m.id <> p_except LIMIT 1)
  LIMIT 1
$$;

-- Whether a store would grow over its limit of bytes; 0 stands for no limit. The caller holds the store's lock alone.
CREATE FUNCTION exceeds_store_size(ws text, p_store text, p jsonb, p_freed integer) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
BEGIN
  IF (p->>'size_limit')::bigint = 0 OR (p->>'size')::integer <= p_freed THEN RETURN false; END IF;
  RETURN (SELECT coalesce(sum(m.content_size_bytes), 0) FROM memory m WHERE m.workspace_id = ws AND m.memory_store_id = p_store AND m.path IS NOT NULL)
    - p_freed + (p->>'size')::integer > (p->>'size_limit')::bigint;
END $$;

CREATE FUNCTION is_withheld(m memory) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT m.archived_at IS NOT NULL OR m.restricted_at IS NOT NULL OR m.served_version_id IS NULL $$;

-- The memory as this kind of caller sees it: agents get the hash and size of the served version.
CREATE FUNCTION describe_memory(m memory, p_is_agent boolean) RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
DECLARE
  sha text := m.content_sha256;
  size integer := m.content_size_bytes;
BEGIN
  IF p_is_agent AND m.served_version_id <> m.head_version_id THEN
    SELECT v.content_sha256, v.content_size_bytes INTO sha, size FROM memory_version v
      WHERE v.workspace_id = m.workspace_id AND v.id = m.served_version_id;
  END IF;
  RETURN jsonb_build_object('id', m.id, 'memory_store_id', m.memory_store_id, 'path', m.path, 'content_sha256', sha, 'content_size_bytes', size,
    'memory_version_id', CASE WHEN p_is_agent THEN m.served_version_id ELSE m.head_version_id END,
    'created_at', m.created_at, 'updated_at', m.updated_at);
END $$;

-- The hot writes. Each is one round trip; its rules are stated and tested at the verb that calls it. A refusal is a code, not an exception.
-- a: the actor. p: ids made by the caller, path with its ancestors, hash and size of the content, limits, what is expected (expected_sha256 of the
-- text, expected_head_id of the version), and for acts that write an earlier text again: action, origin_kind, origin_version_id.
CREATE FUNCTION append_version(a jsonb, p jsonb, m memory, p_operation text, p_content bytea) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes,
      actor_type, actor_id, trust_tier, agent, model, tool, recorded_at, origin_kind, origin_version_id)
    VALUES (m.workspace_id, p->>'version_id', m.memory_store_id, m.id, m.version_number, p_operation, m.path, m.content_sha256, m.content_size_bytes,
      a->>'type', a->>'id', a->>'trust_tier', a->>'agent', a->>'model', a->>'tool', m.updated_at, p->>'origin_kind', p->>'origin_version_id');
  IF p_content IS NOT NULL THEN
    INSERT INTO memory_content (workspace_id, memory_version_id, body) VALUES (m.workspace_id, p->>'version_id', p_content);
  END IF;
END $$;

CREATE FUNCTION memory_create(a jsonb, p jsonb, p_content bytea) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  s memory_store;
  m memory;
  taken memory;
BEGIN
  PERFORM enter_workspace(a);
  PERFORM lock_store(ws, p->>'store_id', true);
  SELECT * INTO s FROM memory_store WHERE workspace_id = ws AND id = p->>'store_id' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'store_not_found'); END IF;
  IF s.archived_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'store_archived'); END IF;
  SELECT * INTO taken FROM find_path_conflict(ws, s.id, p->>'path', ARRAY(SELECT jsonb_array_elements_text(p->'ancestors')), '');
  IF taken.id IS NOT NULL THEN
    RETURN jsonb_build_object('refused', 'path_conflict', 'memory_id', taken.id, 'path', taken.path, 'is_withheld', is_withheld(taken));
  END IF;
  IF s.memory_count >= (p->>'limit')::integer THEN RETURN jsonb_build_object('refused', 'store_full'); END IF;
  IF exceeds_store_size(ws, s.id, p, 0) THEN RETURN jsonb_build_object('refused', 'store_too_large'); END IF;

  m.workspace_id := ws; m.id := p->>'memory_id'; m.memory_store_id := s.id; m.path := p->>'path';
  m.head_version_id := p->>'version_id'; m.served_version_id := p->>'version_id'; m.version_number := 1;
  m.content_sha256 := p->>'sha256'; m.content_size_bytes := (p->>'size')::integer;
  m.created_at := now_us(); m.updated_at := m.created_at;
  INSERT INTO memory SELECT m.*;
  PERFORM append_version(a, p, m, 'created', p_content);
  UPDATE memory_store SET memory_count = memory_count + 1 WHERE workspace_id = ws AND id = s.id;
  PERFORM append_audit(a, p->>'audit_id', coalesce(p->>'action', 'memory.created'), 'memory', m.id, s.id, jsonb_strip_nulls(jsonb_build_object(
    'memory_version_id', m.head_version_id, 'content_size_bytes', m.content_size_bytes, 'origin_version_id', p->>'origin_version_id')));
  RETURN jsonb_build_object('memory', describe_memory(m, false));
END $$;

CREATE FUNCTION memory_update(a jsonb, p jsonb, p_content bytea) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  is_agent boolean := (a->>'is_agent')::boolean;
  s memory_store;
  m memory;
  taken memory;
  seen jsonb;
  previous text;
  changed text[] := '{}';
  body bytea := p_content;
BEGIN
  PERFORM enter_workspace(a);
  PERFORM lock_store(ws, p->>'store_id', p->>'path' IS NOT NULL OR (p->>'size_limit')::bigint > 0);
  SELECT * INTO s FROM memory_store WHERE workspace_id = ws AND id = p->>'store_id' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'store_not_found'); END IF;
  SELECT * INTO m FROM memory WHERE workspace_id = ws AND id = p->>'memory_id' AND memory_store_id = s.id AND path IS NOT NULL FOR NO KEY UPDATE;
  IF NOT FOUND OR (is_agent AND is_withheld(m)) THEN RETURN jsonb_build_object('refused', 'memory_not_found'); END IF;
  IF s.archived_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'store_archived'); END IF;
  IF is_agent AND m.locked_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'memory_locked'); END IF;

  seen := describe_memory(m, is_agent);
  IF p->>'path' IS NOT NULL AND p->>'path' <> m.path THEN changed := array_append(changed, 'path'); END IF;
  IF p_content IS NOT NULL AND p->>'sha256' IS DISTINCT FROM seen->>'content_sha256' THEN changed := array_append(changed, 'content'); END IF;
  IF p->>'expected_head_id' <> m.head_version_id THEN RETURN jsonb_build_object('refused', 'head_moved'); END IF;
  IF changed = '{}' THEN RETURN jsonb_build_object('memory', seen, 'is_unchanged', true); END IF;
  IF p->>'expected_sha256' IS NOT NULL AND p->>'expected_sha256' IS DISTINCT FROM seen->>'content_sha256' THEN
    RETURN jsonb_build_object('refused', 'precondition_failed');
  END IF;
  IF 'path' = ANY (changed) THEN
    SELECT * INTO taken FROM find_path_conflict(ws, s.id, p->>'path', ARRAY(SELECT jsonb_array_elements_text(p->'ancestors')), m.id);
    IF taken.id IS NOT NULL THEN
      RETURN jsonb_build_object('refused', 'path_conflict', 'memory_id', taken.id, 'path', taken.path, 'is_withheld', is_withheld(taken));
    END IF;
    m.path := p->>'path';
  END IF;
  IF 'content' = ANY (changed) THEN
    IF exceeds_store_size(ws, s.id, p, m.content_size_bytes) THEN RETURN jsonb_build_object('refused', 'store_too_large'); END IF;
    m.content_sha256 := p->>'sha256'; m.content_size_bytes := (p->>'size')::integer;
  ELSE
    SELECT c.body INTO body FROM memory_content c WHERE c.workspace_id = ws AND c.memory_version_id = seen->>'memory_version_id';
    m.content_sha256 := seen->>'content_sha256'; m.content_size_bytes := (seen->>'content_size_bytes')::integer;
  END IF;
  previous := m.head_version_id;
  m.head_version_id := p->>'version_id'; m.version_number := m.version_number + 1;
  -- What was withheld stays withheld; a good write on top of a quarantined head is served again, a mere move of its content is not.
  IF m.served_version_id = previous OR (m.served_version_id IS NOT NULL AND (is_agent OR 'content' = ANY (changed))) THEN
    m.served_version_id := m.head_version_id; m.quarantined_at := NULL;
  END IF;
  m.updated_at := greatest(now_us(), m.updated_at + 1);
  UPDATE memory SET path = m.path, head_version_id = m.head_version_id, served_version_id = m.served_version_id, version_number = m.version_number,
      quarantined_at = m.quarantined_at, content_sha256 = m.content_sha256, content_size_bytes = m.content_size_bytes, updated_at = m.updated_at
    WHERE workspace_id = ws AND id = m.id;
  PERFORM append_version(a, p, m, 'modified', body);
  PERFORM append_audit(a, p->>'audit_id', coalesce(p->>'action', 'memory.updated'), 'memory', m.id, s.id, jsonb_strip_nulls(jsonb_build_object(
    'memory_version_id', m.head_version_id, 'previous_version_id', previous, 'changed', to_jsonb(changed),
    'content_size_bytes', m.content_size_bytes, 'origin_version_id', p->>'origin_version_id')));
  RETURN jsonb_build_object('memory', describe_memory(m, false));
END $$;

CREATE FUNCTION memory_delete(a jsonb, p jsonb) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  is_agent boolean := (a->>'is_agent')::boolean;
  s memory_store;
  m memory;
  previous text;
BEGIN
  PERFORM enter_workspace(a);
  PERFORM lock_store(ws, p->>'store_id', true);
  SELECT * INTO s FROM memory_store WHERE workspace_id = ws AND id = p->>'store_id' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'store_not_found'); END IF;
  SELECT * INTO m FROM memory WHERE workspace_id = ws AND id = p->>'memory_id' AND memory_store_id = s.id AND path IS NOT NULL FOR UPDATE;
  IF NOT FOUND OR (is_agent AND is_withheld(m)) THEN RETURN jsonb_build_object('refused', 'memory_not_found'); END IF;
  IF is_agent AND m.locked_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'memory_locked'); END IF;
  IF p->>'expected_sha256' IS NOT NULL AND p->>'expected_sha256' IS DISTINCT FROM describe_memory(m, is_agent)->>'content_sha256' THEN
    RETURN jsonb_build_object('refused', 'precondition_failed');
  END IF;

  IF p->>'expected_head_id' <> m.head_version_id THEN RETURN jsonb_build_object('refused', 'head_moved'); END IF;
  previous := m.head_version_id;
  m.head_version_id := p->>'version_id'; m.version_number := m.version_number + 1;
  -- What was kept from agents is not shown to them in the history of a deleted memory either.
  IF m.served_version_id = previous THEN m.served_version_id := m.head_version_id; END IF;
  m.content_sha256 := NULL; m.content_size_bytes := NULL;
  m.updated_at := greatest(now_us(), m.updated_at + 1);
  PERFORM append_version(a, p, m, 'deleted', NULL);
  UPDATE memory SET path = NULL, head_version_id = m.head_version_id, served_version_id = m.served_version_id, version_number = m.version_number,
      content_sha256 = NULL, content_size_bytes = NULL, updated_at = m.updated_at
    WHERE workspace_id = ws AND id = m.id;
  UPDATE memory_store SET memory_count = memory_count - 1 WHERE workspace_id = ws AND id = s.id;
  PERFORM append_audit(a, p->>'audit_id', coalesce(p->>'action', 'memory.deleted'), 'memory', m.id, s.id,
    jsonb_build_object('memory_version_id', m.head_version_id, 'previous_version_id', previous));
  RETURN jsonb_build_object('deleted', m.id);
END $$;

-- Gives a deleted memory a path and a text again: same id, numbering goes on, governance as it was.
CREATE FUNCTION memory_recreate(a jsonb, p jsonb, p_content bytea) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  s memory_store;
  m memory;
  taken memory;
  previous text;
BEGIN
  PERFORM enter_workspace(a);
  PERFORM lock_store(ws, p->>'store_id', true);
  SELECT * INTO s FROM memory_store WHERE workspace_id = ws AND id = p->>'store_id' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'store_not_found'); END IF;
  IF s.archived_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'store_archived'); END IF;
  SELECT * INTO m FROM memory WHERE workspace_id = ws AND id = p->>'memory_id' AND memory_store_id = s.id FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'memory_not_found'); END IF;
  IF m.path IS NOT NULL OR p->>'expected_head_id' <> m.head_version_id THEN RETURN jsonb_build_object('refused', 'head_moved'); END IF;
  SELECT * INTO taken FROM find_path_conflict(ws, s.id, p->>'path', ARRAY(SELECT jsonb_array_elements_text(p->'ancestors')), m.id);
  IF taken.id IS NOT NULL THEN
    RETURN jsonb_build_object('refused', 'path_conflict', 'memory_id', taken.id, 'path', taken.path, 'is_withheld', is_withheld(taken));
  END IF;
  IF s.memory_count >= (p->>'limit')::integer THEN RETURN jsonb_build_object('refused', 'store_full'); END IF;
  IF exceeds_store_size(ws, s.id, p, 0) THEN RETURN jsonb_build_object('refused', 'store_too_large'); END IF;

  previous := m.head_version_id;
  m.path := p->>'path'; m.head_version_id := p->>'version_id'; m.version_number := m.version_number + 1;
  IF m.served_version_id = previous THEN m.served_version_id := m.head_version_id; END IF;
  m.content_sha256 := p->>'sha256'; m.content_size_bytes := (p->>'size')::integer;
  m.updated_at := greatest(now_us(), m.updated_at + 1);
  UPDATE memory SET path = m.path, head_version_id = m.head_version_id, served_version_id = m.served_version_id, version_number = m.version_number,
      content_sha256 = m.content_sha256, content_size_bytes = m.content_size_bytes, updated_at = m.updated_at
    WHERE workspace_id = ws AND id = m.id;
  PERFORM append_version(a, p, m, 'created', p_content);
  UPDATE memory_store SET memory_count = memory_count + 1 WHERE workspace_id = ws AND id = s.id;
  PERFORM append_audit(a, p->>'audit_id', p->>'action', 'memory', m.id, s.id, jsonb_strip_nulls(jsonb_build_object(
    'memory_version_id', m.head_version_id, 'previous_version_id', previous, 'changed', jsonb_build_array('path', 'content'),
    'content_size_bytes', m.content_size_bytes, 'origin_version_id', p->>'origin_version_id')));
  RETURN jsonb_build_object('memory', describe_memory(m, false));
END $$;

-- One of the functions above inside a transaction that does more. Prisma does not hand on where an error came from, so a trail that
-- cannot be written is told apart here (PA503).
CREATE FUNCTION call_write(p_name text, a jsonb, p jsonb, p_content bytea) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  origin text;
BEGIN
  CASE p_name
    WHEN 'memory_create' THEN RETURN memory_create(a, p, p_content);
    WHEN 'memory_update' THEN RETURN memory_update(a, p, p_content);
    WHEN 'memory_recreate' THEN RETURN memory_recreate(a, p, p_content);
    WHEN 'memory_delete' THEN RETURN memory_delete(a, p);
  END CASE;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS origin = PG_EXCEPTION_CONTEXT;
  IF origin LIKE '%append_audit%' THEN
    RAISE EXCEPTION 'the audit entry could not be written' USING ERRCODE = 'PA503';
  END IF;
  RAISE;
END $$;

-- Takes a share of a credential's allowance for the current minute, so that a process asks once for many requests and the limit
-- still holds across processes. Shares shrink as the allowance runs out. Returns granted requests and microseconds left in the window.
CREATE FUNCTION take_rate_lease(a jsonb, p_bucket text, p_limit integer) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  now_at bigint := enter_workspace(a);
  window_us constant bigint := 60000000;
  started bigint := now_at - now_at % window_us;
  already integer;
  granted integer;
BEGIN
  INSERT INTO rate_lease AS l (workspace_id, credential_id, bucket, window_start_us, taken) VALUES (a->>'workspace_id', a->>'id', p_bucket, started, 0)
    ON CONFLICT (workspace_id, credential_id, bucket) DO UPDATE
      SET taken = CASE WHEN l.window_start_us < started THEN 0 ELSE l.taken END, window_start_us = greatest(l.window_start_us, started)
    RETURNING l.taken INTO already;
  granted := least(p_limit - already, greatest(1, (p_limit - already) / 20));
  IF granted > 0 THEN
    UPDATE rate_lease SET taken = already + granted WHERE workspace_id = a->>'workspace_id' AND credential_id = a->>'id' AND bucket = p_bucket;
  END IF;
  IF a->>'type' = 'api_actor' THEN
    UPDATE api_key SET last_used_at = now_at WHERE workspace_id = a->>'workspace_id' AND id = a->>'id';
  END IF;
  RETURN jsonb_build_object('granted', greatest(granted, 0), 'left_us', started + window_us - now_at);
END $$;
