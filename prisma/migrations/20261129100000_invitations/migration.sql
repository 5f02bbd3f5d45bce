-- Links that an administrator hands to somebody: an invitation into the workspace, and a way to a new password. And who a person is to a
-- provider of single sign-on.

-- CreateTable
CREATE TABLE "invitation" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "expires_at" BIGINT NOT NULL,
    "accepted_at" BIGINT,
    "revoked_at" BIGINT,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "expires_at" BIGINT NOT NULL,
    "used_at" BIGINT,

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "user_identity" (
    "issuer" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),

    CONSTRAINT "user_identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateIndex
CREATE INDEX "invitation_token_hash_idx" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_workspace_id_token_hash_key" ON "invitation"("workspace_id", "token_hash");

-- CreateIndex
CREATE INDEX "password_reset_token_hash_idx" ON "password_reset"("token_hash");

-- CreateIndex
CREATE INDEX "password_reset_workspace_id_user_id_idx" ON "password_reset"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "password_reset_workspace_id_token_hash_key" ON "password_reset"("workspace_id", "token_hash");

-- CreateIndex
CREATE INDEX "user_identity_user_id_idx" ON "user_identity"("user_id");

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "membership"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_identity" ADD CONSTRAINT "user_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "invitation" ADD CHECK (role IN ('viewer', 'reviewer', 'privacy_officer', 'admin', 'auditor')),
  ADD CHECK (accepted_at IS NULL OR revoked_at IS NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON "invitation", "password_reset", "user_identity" TO palimpsest_app;

ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "invitation" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE "password_reset" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "password_reset" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "password_reset" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

-- Whoever opens a link is nobody yet, in no workspace.
GRANT SELECT ON "invitation", "password_reset" TO palimpsest_auth;
CREATE POLICY auth_lookup ON "invitation" FOR SELECT TO palimpsest_auth USING (true);
CREATE POLICY auth_lookup ON "password_reset" FOR SELECT TO palimpsest_auth USING (true);

-- What a link is for whose token has this SHA-256; null once it was used or revoked, or has expired.
CREATE FUNCTION resolve_link(p_hash bytea) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('kind', 'invitation', 'workspace_id', i.workspace_id, 'workspace_name', w.name, 'id', i.id, 'email', i.email,
      'role', i.role, 'expires_at', i.expires_at, 'has_account', EXISTS (SELECT 1 FROM user_account u WHERE u.email = i.email))
    FROM invitation i JOIN workspace w ON w.id = i.workspace_id
    WHERE i.token_hash = p_hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now_us()
  UNION ALL
  SELECT jsonb_build_object('kind', 'password_reset', 'workspace_id', r.workspace_id, 'id', r.id, 'user_id', r.user_id, 'email', u.email,
      'created_by_type', r.created_by_type, 'expires_at', r.expires_at)
    FROM password_reset r JOIN user_account u ON u.id = r.user_id
    WHERE r.token_hash = p_hash AND r.used_at IS NULL AND r.expires_at > now_us() AND u.disabled_at IS NULL
  LIMIT 1
$$;

-- The open invitations of an address, in every workspace, oldest first: for somebody of whom a provider of single sign-on says that it is theirs.
CREATE FUNCTION find_invitations(p_email text) RETURNS TABLE (workspace_id text, id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.workspace_id, i.id FROM invitation i
    WHERE i.email = p_email AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now_us() ORDER BY i.created_at, i.id
$$;

GRANT CREATE ON SCHEMA public TO palimpsest_auth;
ALTER FUNCTION resolve_link(bytea) OWNER TO palimpsest_auth;
ALTER FUNCTION find_invitations(text) OWNER TO palimpsest_auth;
REVOKE CREATE ON SCHEMA public FROM palimpsest_auth;
REVOKE ALL ON FUNCTION resolve_link(bytea), find_invitations(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolve_link(bytea), find_invitations(text) TO palimpsest_app;
