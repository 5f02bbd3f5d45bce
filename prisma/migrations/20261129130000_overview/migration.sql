-- What the first page of a workspace shows, kept ready: nothing of it is counted when somebody looks.

-- CreateTable
CREATE TABLE "memory_store_write_hour" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "hour_us" BIGINT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "write_count" INTEGER NOT NULL DEFAULT 0,
    "imported_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "memory_store_write_hour_pkey" PRIMARY KEY ("workspace_id","memory_store_id","hour_us","actor_type")
);

-- CreateTable
CREATE TABLE "destructive_change" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_version_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "memory_id" TEXT COLLATE "C" NOT NULL,
    "previous_version_id" TEXT COLLATE "C" NOT NULL,
    "operation" TEXT NOT NULL,
    "lost_share" DOUBLE PRECISION NOT NULL,
    "lost_bytes" INTEGER NOT NULL,
    "recorded_at" BIGINT NOT NULL,
    "settled_at" BIGINT,

    CONSTRAINT "destructive_change_pkey" PRIMARY KEY ("workspace_id","memory_version_id")
);

-- CreateTable
CREATE TABLE "write_progress" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "entry_id" TEXT COLLATE "C" NOT NULL,
    "walked_memory_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "walked_number" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "write_progress_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "destructive_change_workspace_id_operation_recorded_at_idx" ON "destructive_change"("workspace_id", "operation", "recorded_at");

-- CreateIndex
CREATE INDEX "destructive_change_workspace_id_memory_id_idx" ON "destructive_change"("workspace_id", "memory_id");

-- AddForeignKey
ALTER TABLE "memory_store_write_hour" ADD CONSTRAINT "memory_store_write_hour_workspace_id_memory_store_id_fkey" FOREIGN KEY ("workspace_id", "memory_store_id") REFERENCES "memory_store"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destructive_change" ADD CONSTRAINT "destructive_change_workspace_id_memory_version_id_fkey" FOREIGN KEY ("workspace_id", "memory_version_id") REFERENCES "memory_version"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "destructive_change" ADD CHECK (operation IN ('modified', 'deleted')), ADD CHECK (lost_share BETWEEN 0 AND 1);

GRANT SELECT, INSERT, UPDATE, DELETE ON "memory_store_write_hour", "destructive_change", "write_progress" TO palimpsest_app;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['memory_store_write_hour', 'destructive_change', 'write_progress']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace())', t);
  END LOOP;
END $$;

-- Few memories are withheld, and whoever lists or counts them looks at those alone. Which version is served is no part of the
-- condition, since every write would then have to touch every index: nothing is served only of what is quarantined.
CREATE INDEX "memory_unserved_idx" ON "memory" (workspace_id, memory_store_id, path)
  WHERE path IS NOT NULL AND (archived_at IS NOT NULL OR restricted_at IS NOT NULL OR quarantined_at IS NOT NULL);
CREATE INDEX "memory_archived_idx" ON "memory" (workspace_id, memory_store_id, path)
  WHERE path IS NOT NULL AND archived_at IS NOT NULL;
