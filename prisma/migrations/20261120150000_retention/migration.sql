-- Retention: how long history is kept, and the runs that remove what is not.

-- AlterTable: what happened in the store before this instant is no longer known in full.
ALTER TABLE "memory_store" ADD COLUMN "history_since" BIGINT;

-- CreateTable
CREATE TABLE "retention_policy" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "scope_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C",
    "versions_after_days" INTEGER,
    "keep_newest" INTEGER,
    "deleted_after_days" INTEGER,
    "updated_by_type" TEXT NOT NULL,
    "updated_by_id" TEXT COLLATE "C" NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "retention_policy_pkey" PRIMARY KEY ("workspace_id","scope_id")
);

-- CreateTable
CREATE TABLE "retention_run" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C",
    "status" TEXT NOT NULL,
    "as_of" BIGINT NOT NULL,
    "memory_version_count" INTEGER NOT NULL DEFAULT 0,
    "memory_count" INTEGER NOT NULL DEFAULT 0,
    "cursor_store_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "cursor_memory_id" TEXT COLLATE "C",
    "cursor_number" INTEGER NOT NULL DEFAULT 0,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "started_entry_id" TEXT COLLATE "C",
    "reason_id" TEXT COLLATE "C",
    "ended_at" BIGINT,

    CONSTRAINT "retention_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "retention_run_workspace_id_created_at_id_idx" ON "retention_run"("workspace_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "retention_policy" ADD CONSTRAINT "retention_policy_workspace_id_memory_store_id_fkey" FOREIGN KEY ("workspace_id", "memory_store_id") REFERENCES "memory_store"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "retention_policy" ADD CHECK (scope_id = coalesce(memory_store_id, workspace_id)),
  ADD CHECK (versions_after_days > 0), ADD CHECK (deleted_after_days > 0), ADD CHECK (keep_newest > 0),
  ADD CHECK ((versions_after_days IS NULL) = (keep_newest IS NULL));
ALTER TABLE "retention_run" ADD CHECK (status IN ('running', 'done')), ADD CHECK ((status = 'done') = (ended_at IS NOT NULL));

GRANT SELECT, INSERT, UPDATE, DELETE ON "retention_policy", "retention_run" TO palimpsest_app;

ALTER TABLE "retention_policy" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "retention_policy" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "retention_policy" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE "retention_run" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "retention_run" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "retention_run" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

-- A revert does not put back what retention removed.
ALTER TABLE "revert_item" DROP CONSTRAINT "revert_item_classification_check";
ALTER TABLE "revert_item" ADD CONSTRAINT "revert_item_classification_check"
  CHECK (classification IN ('clean', 'edited_since', 'target_redacted', 'target_removed', 'created_by_it', 'deleted_by_it'));
