-- What a workspace decides about itself: when a reason is asked for, how much may be searched and exported, and its own end.

-- AlterTable: a deleted workspace is gone for everybody at once; its row stays as a tombstone without a name.
ALTER TABLE "workspace" ADD COLUMN "deleted_at" BIGINT,
ADD COLUMN "is_demonstration" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "purged_at" BIGINT;

-- CreateTable
CREATE TABLE "reason_policy" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "act" TEXT COLLATE "C" NOT NULL,
    "demand" TEXT NOT NULL,
    "updated_by_type" TEXT NOT NULL,
    "updated_by_id" TEXT COLLATE "C" NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "reason_policy_pkey" PRIMARY KEY ("workspace_id","act")
);

-- AddForeignKey
ALTER TABLE "reason_policy" ADD CONSTRAINT "reason_policy_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "reason_policy" ADD CHECK (demand IN ('optional', 'asked', 'required'));
ALTER TABLE "workspace" ADD CHECK (purged_at IS NULL OR deleted_at IS NOT NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON "reason_policy" TO palimpsest_app;
-- The account of somebody who belonged to no other workspace goes with the last one.
GRANT DELETE ON "user_account" TO palimpsest_app;

ALTER TABLE "reason_policy" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reason_policy" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "reason_policy" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

-- The demonstration is known by the key that only its maker makes. The owner of these tables is bound by their policies too, unless told otherwise.
ALTER TABLE "workspace" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "api_key" NO FORCE ROW LEVEL SECURITY;
UPDATE "workspace" w SET is_demonstration = true FROM "api_key" k
  WHERE k.workspace_id = w.id AND k.name = 'Demonstration key' AND k.created_by_type = 'system_actor' AND k.created_by_id = 'demonstration';
ALTER TABLE "workspace" FORCE ROW LEVEL SECURITY;
ALTER TABLE "api_key" FORCE ROW LEVEL SECURITY;

-- As they were, but nobody and nothing belongs to a workspace that is deleted.
CREATE OR REPLACE FUNCTION resolve_secret(p_hash bytea) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('credential', 'api_key', 'workspace_id', k.workspace_id, 'id', k.id, 'kind', k.kind, 'scopes', to_jsonb(k.scopes), 'trust_tier', k.trust_tier)
    FROM api_key k JOIN workspace w ON w.id = k.workspace_id AND w.deleted_at IS NULL
    WHERE k.secret_hash = p_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now_us())
  UNION ALL
  SELECT jsonb_build_object('credential', 'session', 'workspace_id', s.workspace_id, 'id', s.id, 'trust_tier', s.trust_tier,
      'attachments', (SELECT coalesce(jsonb_object_agg(r.memory_store_id, r.access), '{}') FROM session_resource r
        WHERE r.workspace_id = s.workspace_id AND r.session_id = s.id))
    FROM session s JOIN workspace w ON w.id = s.workspace_id AND w.deleted_at IS NULL
    WHERE s.token_hash = p_hash AND s.archived_at IS NULL
  LIMIT 1
$$;

CREATE OR REPLACE FUNCTION resolve_user(p_user text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('id', u.id, 'disabled_at', u.disabled_at, 'sessions_expired_at', u.sessions_expired_at,
      'memberships', coalesce((SELECT jsonb_agg(jsonb_build_object('workspace_id', m.workspace_id, 'role', m.role, 'name', w.name) ORDER BY m.created_at, m.workspace_id)
        FROM membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = u.id AND w.deleted_at IS NULL), '[]'))
    FROM user_account u WHERE u.id = p_user
$$;

CREATE OR REPLACE FUNCTION list_workspaces() RETURNS TABLE (id text, name text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.id, w.name FROM workspace w WHERE w.deleted_at IS NULL ORDER BY w.created_at, w.id
$$;

CREATE OR REPLACE FUNCTION resolve_link(p_hash bytea) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('kind', 'invitation', 'workspace_id', i.workspace_id, 'workspace_name', w.name, 'id', i.id, 'email', i.email,
      'role', i.role, 'expires_at', i.expires_at, 'has_account', EXISTS (SELECT 1 FROM user_account u WHERE u.email = i.email))
    FROM invitation i JOIN workspace w ON w.id = i.workspace_id AND w.deleted_at IS NULL
    WHERE i.token_hash = p_hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now_us()
  UNION ALL
  SELECT jsonb_build_object('kind', 'password_reset', 'workspace_id', r.workspace_id, 'id', r.id, 'user_id', r.user_id, 'email', u.email,
      'created_by_type', r.created_by_type, 'expires_at', r.expires_at)
    FROM password_reset r JOIN user_account u ON u.id = r.user_id JOIN workspace w ON w.id = r.workspace_id AND w.deleted_at IS NULL
    WHERE r.token_hash = p_hash AND r.used_at IS NULL AND r.expires_at > now_us() AND u.disabled_at IS NULL
  LIMIT 1
$$;

CREATE OR REPLACE FUNCTION find_invitations(p_email text) RETURNS TABLE (workspace_id text, id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.workspace_id, i.id FROM invitation i JOIN workspace w ON w.id = i.workspace_id AND w.deleted_at IS NULL
    WHERE i.email = p_email AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now_us() ORDER BY i.created_at, i.id
$$;

-- The tombstones, oldest first: what is still to be purged, and whether a demonstration is not to be made again.
CREATE FUNCTION list_deleted_workspaces() RETURNS TABLE (id text, is_demonstration boolean, is_purged boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.id, w.is_demonstration, w.purged_at IS NOT NULL FROM workspace w WHERE w.deleted_at IS NOT NULL ORDER BY w.deleted_at, w.id
$$;
GRANT CREATE ON SCHEMA public TO palimpsest_auth;
ALTER FUNCTION list_deleted_workspaces() OWNER TO palimpsest_auth;
REVOKE CREATE ON SCHEMA public FROM palimpsest_auth;
REVOKE ALL ON FUNCTION list_deleted_workspaces() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_deleted_workspaces() TO palimpsest_app;

-- As it was, and of the system only the purge gets into a workspace that is deleted.
CREATE OR REPLACE FUNCTION enter_workspace(a jsonb) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  is_live boolean;
BEGIN
  PERFORM set_config('palimpsest.workspace', ws, true);
  CASE a->>'type'
    WHEN 'api_actor' THEN
      is_live := EXISTS (SELECT 1 FROM api_key k JOIN workspace w ON w.id = k.workspace_id WHERE k.workspace_id = ws AND k.id = a->>'id'
        AND k.trust_tier = a->>'trust_tier' AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now_us()) AND w.deleted_at IS NULL);
    WHEN 'session_actor' THEN
      is_live := EXISTS (SELECT 1 FROM session s JOIN workspace w ON w.id = s.workspace_id WHERE s.workspace_id = ws AND s.id = a->>'id'
        AND s.trust_tier = a->>'trust_tier' AND s.archived_at IS NULL AND w.deleted_at IS NULL);
    WHEN 'user_actor' THEN
      is_live := EXISTS (SELECT 1 FROM membership m JOIN user_account u ON u.id = m.user_id JOIN workspace w ON w.id = m.workspace_id
        WHERE m.workspace_id = ws AND m.user_id = a->>'id' AND m.role = a->>'role' AND u.disabled_at IS NULL AND w.deleted_at IS NULL);
    WHEN 'system_actor' THEN
      is_live := a->>'id' = 'purge' OR NOT EXISTS (SELECT 1 FROM workspace w WHERE w.id = ws AND w.deleted_at IS NOT NULL);
    ELSE is_live := false;
  END CASE;
  IF NOT is_live THEN
    RAISE EXCEPTION 'the credential is no longer valid' USING ERRCODE = 'PA401';
  END IF;
  RETURN now_us();
END $$;

-- As it was, and also for an allowance that a whole workspace shares: `p_holder` names who it belongs to when that is not the caller alone.
DROP FUNCTION take_rate_lease(jsonb, text, integer);
CREATE FUNCTION take_rate_lease(a jsonb, p_bucket text, p_limit integer, p_holder text DEFAULT NULL) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  now_at bigint := enter_workspace(a);
  window_us constant bigint := 60000000;
  started bigint := now_at - now_at % window_us;
  holder text := coalesce(p_holder, a->>'id');
  already integer;
  granted integer;
BEGIN
  INSERT INTO rate_lease AS l (workspace_id, credential_id, bucket, window_start_us, taken) VALUES (a->>'workspace_id', holder, p_bucket, started, 0)
    ON CONFLICT (workspace_id, credential_id, bucket) DO UPDATE
      SET taken = CASE WHEN l.window_start_us < started THEN 0 ELSE l.taken END, window_start_us = greatest(l.window_start_us, started)
    RETURNING l.taken INTO already;
  granted := least(p_limit - already, greatest(1, (p_limit - already) / 20));
  IF granted > 0 THEN
    UPDATE rate_lease SET taken = already + granted WHERE workspace_id = a->>'workspace_id' AND credential_id = holder AND bucket = p_bucket;
  END IF;
  IF a->>'type' = 'api_actor' AND p_holder IS NULL THEN
    UPDATE api_key SET last_used_at = now_at WHERE workspace_id = a->>'workspace_id' AND id = a->>'id';
  END IF;
  RETURN jsonb_build_object('granted', greatest(granted, 0), 'left_us', started + window_us - now_at);
END $$;
