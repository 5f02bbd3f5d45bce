-- Webhooks: who is told of what happens, and what was sent to them.

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "url" TEXT NOT NULL,
    "event_types" TEXT[],
    "state" TEXT NOT NULL,
    "disabled_reason" TEXT,
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "previous_until" BIGINT,
    "failing_since" BIGINT,
    "transaction_id" BIGINT NOT NULL,
    "entry_id" TEXT COLLATE "C" NOT NULL,
    "created_by_type" TEXT NOT NULL,
    "created_by_id" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "updated_at" BIGINT NOT NULL DEFAULT now_us(),

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "endpoint_id" TEXT COLLATE "C" NOT NULL,
    "event_id" TEXT COLLATE "C" NOT NULL,
    "event_type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_status_code" INTEGER,
    "last_error" TEXT,
    "last_attempt_at" BIGINT,
    "next_attempt_at" BIGINT,
    "leased_until" BIGINT,
    "created_at" BIGINT NOT NULL DEFAULT now_us(),
    "ended_at" BIGINT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_workspace_id_endpoint_id_status_next_attem_idx" ON "webhook_delivery"("workspace_id", "endpoint_id", "status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_workspace_id_endpoint_id_id_idx" ON "webhook_delivery"("workspace_id", "endpoint_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_workspace_id_endpoint_id_event_id_key" ON "webhook_delivery"("workspace_id", "endpoint_id", "event_id");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_workspace_id_endpoint_id_fkey" FOREIGN KEY ("workspace_id", "endpoint_id") REFERENCES "webhook_endpoint"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "webhook_endpoint" ADD CHECK (state IN ('enabled', 'disabled')), ADD CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL)),
  ADD CHECK (disabled_reason IN ('by_person', 'gone', 'failing')), ADD CHECK ((previous_secret IS NULL) = (previous_until IS NULL));
ALTER TABLE "webhook_delivery" ADD CHECK (status IN ('pending', 'delivered', 'failed')), ADD CHECK ((status = 'pending') = (ended_at IS NULL)),
  ADD CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL));

GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_endpoint", "webhook_delivery" TO palimpsest_app;

ALTER TABLE "webhook_endpoint" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "webhook_endpoint" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "webhook_endpoint" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE "webhook_delivery" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "webhook_delivery" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "webhook_delivery" USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
