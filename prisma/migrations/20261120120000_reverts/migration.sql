-- Reverts: a plan of what a session, a key or another revert wrote, and how far it was undone.

-- CreateTable
CREATE TABLE "revert" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT COLLATE "C" NOT NULL,
    "from_us" BIGINT,
    "until_us" BIGINT,
    "status" TEXT NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "acting_count" INTEGER NOT NULL,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "skipped_count" INTEGER NOT NULL,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "started_by_type" TEXT,
    "started_by_id" TEXT COLLATE "C",
    "started_at" BIGINT,
    "started_entry_id" TEXT COLLATE "C",
    "reason_id" TEXT COLLATE "C",
    "ended_at" BIGINT,

    CONSTRAINT "revert_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "revert_item" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "revert_id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "memory_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "classification" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_version_id" TEXT COLLATE "C",
    "expected_head_id" TEXT COLLATE "C" NOT NULL,
    "outcome" TEXT,
    "error_code" TEXT,
    "result_version_id" TEXT COLLATE "C",

    CONSTRAINT "revert_item_pkey" PRIMARY KEY ("workspace_id","revert_id","position")
);

-- CreateIndex
CREATE INDEX "revert_workspace_id_created_at_id_idx" ON "revert"("workspace_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "revert_item" ADD CONSTRAINT "revert_item_workspace_id_revert_id_fkey" FOREIGN KEY ("workspace_id", "revert_id") REFERENCES "revert"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Closed vocabularies
ALTER TABLE "revert" ADD CHECK (subject_type IN ('session', 'api_key', 'revert')),
  ADD CHECK (status IN ('planned', 'running', 'done', 'stopped'));
ALTER TABLE "revert_item" ADD CHECK (classification IN ('clean', 'edited_since', 'target_redacted', 'created_by_it', 'deleted_by_it')),
  ADD CHECK (action IN ('restore', 'delete', 'recreate', 'none')),
  ADD CHECK (outcome IN ('done', 'skipped', 'failed')),
  ADD CHECK ((outcome IS NOT DISTINCT FROM 'done') = (result_version_id IS NOT NULL));

GRANT SELECT, INSERT, UPDATE, DELETE ON "revert", "revert_item" TO palimpsest_app;

ALTER TABLE "revert" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "revert" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "revert" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE "revert_item" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "revert_item" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "revert_item" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

-- Several writes in one round trip, in the given order. Each is {name, parameters, content_of}: the text is that of the version
-- content_of and never leaves the database. Ends after the first refusal, whose code is the last result; the caller goes on from there.
CREATE FUNCTION call_writes(a jsonb, p_writes jsonb) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  w jsonb;
  body bytea;
  result jsonb;
  results jsonb := '[]';
BEGIN
  FOR w IN SELECT value FROM jsonb_array_elements(p_writes) LOOP
    SELECT c.body INTO body FROM memory_content c WHERE c.workspace_id = a->>'workspace_id' AND c.memory_version_id = w->>'content_of';
    result := call_write(w->>'name', a, w->'parameters', body);
    results := results || jsonb_build_array(result);
    EXIT WHEN result ? 'refused';
  END LOOP;
  RETURN results;
END $$;
