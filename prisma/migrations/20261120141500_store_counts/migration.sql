-- What lists of stores show and order by, without looking at every memory each time.

-- CreateTable
CREATE TABLE "memory_store_size" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "memory_count" INTEGER NOT NULL,
    "content_size_bytes" BIGINT NOT NULL,
    "version_count" BIGINT NOT NULL,
    "counted_at" BIGINT NOT NULL,

    CONSTRAINT "memory_store_size_pkey" PRIMARY KEY ("workspace_id","memory_store_id")
);

-- CreateTable
CREATE TABLE "memory_store_read_hour" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "hour_us" BIGINT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "read_count" INTEGER NOT NULL DEFAULT 0,
    "delivered_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "memory_store_read_hour_pkey" PRIMARY KEY ("workspace_id","memory_store_id","hour_us","actor_kind")
);

-- AddForeignKey
ALTER TABLE "memory_store_read_hour" ADD CONSTRAINT "memory_store_read_hour_workspace_id_memory_store_id_fkey" FOREIGN KEY ("workspace_id", "memory_store_id") REFERENCES "memory_store"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_store_size" ADD CONSTRAINT "memory_store_size_workspace_id_memory_store_id_fkey" FOREIGN KEY ("workspace_id", "memory_store_id") REFERENCES "memory_store"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was read before this migration counts too.
INSERT INTO "memory_store_read_hour" (workspace_id, memory_store_id, hour_us, actor_kind, read_count, delivered_count)
  SELECT h.workspace_id, m.memory_store_id, h.hour_us, h.actor_kind, sum(h.read_count), sum(h.delivered_count)
  FROM "memory_read_hour" h JOIN "memory" m ON m.workspace_id = h.workspace_id AND m.id = h.memory_id
  GROUP BY h.workspace_id, m.memory_store_id, h.hour_us, h.actor_kind;

GRANT SELECT, INSERT, UPDATE, DELETE ON "memory_store_size", "memory_store_read_hour" TO palimpsest_app;

ALTER TABLE "memory_store_size" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "memory_store_size" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "memory_store_size" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE "memory_store_read_hour" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "memory_store_read_hour" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "memory_store_read_hour" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
