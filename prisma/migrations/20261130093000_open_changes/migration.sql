-- The newest changes that are not settled, with all that they are ranked by: neither counting nor ranking them reads the table.
CREATE INDEX "destructive_change_open_idx" ON "destructive_change" (workspace_id, operation, recorded_at)
  INCLUDE (lost_share, lost_bytes, memory_version_id) WHERE settled_at IS NULL;
