-- Bringing memories in: what was imported, and what of it was refused.

-- CreateTable
CREATE TABLE "import" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "scope" TEXT NOT NULL,
    "memory_store_ids" TEXT[],
    "keeps_ids" BOOLEAN NOT NULL,
    "archive_sha256" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "memory_count" INTEGER NOT NULL DEFAULT 0,
    "memory_version_count" INTEGER NOT NULL DEFAULT 0,
    "refused_count" INTEGER NOT NULL DEFAULT 0,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "updated_at" BIGINT NOT NULL DEFAULT now_us(),
    "completed_at" BIGINT,

    CONSTRAINT "import_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "import_item" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "import_id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "source_memory_id" TEXT COLLATE "C",

    CONSTRAINT "import_item_pkey" PRIMARY KEY ("workspace_id","import_id","position")
);

-- CreateIndex
CREATE INDEX "import_workspace_id_created_at_id_idx" ON "import"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "memory_workspace_id_memory_store_id_id_idx" ON "memory"("workspace_id", "memory_store_id", "id");

-- AddForeignKey
ALTER TABLE "import_item" ADD CONSTRAINT "import_item_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "import"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "import" ADD CHECK (scope IN ('memory_store', 'workspace')), ADD CHECK (status IN ('running', 'completed', 'discarded'));
ALTER TABLE "import_item" ADD CHECK (outcome IN ('path_conflict', 'store_full'));

GRANT SELECT, INSERT, UPDATE, DELETE ON "import", "import_item" TO palimpsest_app;

ALTER TABLE "import" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "import" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "import" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE "import_item" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "import_item" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "import_item" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
