-- The trail by action, by store, by entry above and by time, each in the order in which it is read.

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_action_transaction_id_id_idx" ON "audit_entry"("workspace_id", "action", "transaction_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_memory_store_id_transaction_id_id_idx" ON "audit_entry"("workspace_id", "memory_store_id", "transaction_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_parent_id_transaction_id_id_idx" ON "audit_entry"("workspace_id", "parent_id", "transaction_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_recorded_at_transaction_id_idx" ON "audit_entry"("workspace_id", "recorded_at", "transaction_id");
