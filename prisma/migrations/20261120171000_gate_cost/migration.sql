-- A trigger's condition is compiled for every statement. Whether a memory leaves its path is therefore asked in as few words as possible,
-- the pass is looked for in the function, which runs for deletions alone, and a write that does not move a memory leaves its path alone,
-- so that it is not asked at all.
CREATE FUNCTION refuse_leaving_without_pass() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT has_pass(OLD.memory_store_id, OLD.id) THEN
    RAISE EXCEPTION 'nothing of % is destroyed without a pass of the gate', TG_TABLE_NAME USING ERRCODE = 'PA423';
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER memory_gate_update ON "memory";
CREATE TRIGGER memory_gate_update AFTER UPDATE OF path ON "memory" FOR EACH ROW
  WHEN (NEW.path IS NULL) EXECUTE FUNCTION refuse_leaving_without_pass();

-- As it was, but for the last sentence above.
CREATE OR REPLACE FUNCTION memory_update(a jsonb, p jsonb, p_content bytea) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  is_agent boolean := (a->>'is_agent')::boolean;
  s memory_store;
  m memory;
  taken memory;
  seen jsonb;
  previous text;
  changed text[] := '{}';
  body bytea := p_content;
BEGIN
  PERFORM enter_workspace(a);
  PERFORM lock_store(ws, p->>'store_id', p->>'path' IS NOT NULL OR (p->>'size_limit')::bigint > 0);
  SELECT * INTO s FROM memory_store WHERE workspace_id = ws AND id = p->>'store_id' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'store_not_found'); END IF;
  SELECT * INTO m FROM memory WHERE workspace_id = ws AND id = p->>'memory_id' AND memory_store_id = s.id AND path IS NOT NULL FOR NO KEY UPDATE;
  IF NOT FOUND OR (is_agent AND is_withheld(m)) THEN RETURN jsonb_build_object('refused', 'memory_not_found'); END IF;
  IF s.archived_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'store_archived'); END IF;
  IF is_agent AND m.locked_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'memory_locked'); END IF;

  seen := describe_memory(m, is_agent);
  IF p->>'path' IS NOT NULL AND p->>'path' <> m.path THEN changed := array_append(changed, 'path'); END IF;
  IF p_content IS NOT NULL AND p->>'sha256' IS DISTINCT FROM seen->>'content_sha256' THEN changed := array_append(changed, 'content'); END IF;
  IF p->>'expected_head_id' <> m.head_version_id THEN RETURN jsonb_build_object('refused', 'head_moved'); END IF;
  IF changed = '{}' THEN RETURN jsonb_build_object('memory', seen, 'is_unchanged', true); END IF;
  IF p->>'expected_sha256' IS NOT NULL AND p->>'expected_sha256' IS DISTINCT FROM seen->>'content_sha256' THEN
    RETURN jsonb_build_object('refused', 'precondition_failed');
  END IF;
  IF 'path' = ANY (changed) THEN
    SELECT * INTO taken FROM find_path_conflict(ws, s.id, p->>'path', ARRAY(SELECT jsonb_array_elements_text(p->'ancestors')), m.id);
    IF taken.id IS NOT NULL THEN
      RETURN jsonb_build_object('refused', 'path_conflict', 'memory_id', taken.id, 'path', taken.path, 'is_withheld', is_withheld(taken));
    END IF;
    m.path := p->>'path';
  END IF;
  IF 'content' = ANY (changed) THEN
    IF exceeds_store_size(ws, s.id, p, m.content_size_bytes) THEN RETURN jsonb_build_object('refused', 'store_too_large'); END IF;
    m.content_sha256 := p->>'sha256'; m.content_size_bytes := (p->>'size')::integer;
  ELSE
    SELECT c.body INTO body FROM memory_content c WHERE c.workspace_id = ws AND c.memory_version_id = seen->>'memory_version_id';
    m.content_sha256 := seen->>'content_sha256'; m.content_size_bytes := (seen->>'content_size_bytes')::integer;
  END IF;
  previous := m.head_version_id;
  m.head_version_id := p->>'version_id'; m.version_number := m.version_number + 1;
  -- What was withheld stays withheld; a good write on top of a quarantined head is served again, a mere move of its content is not.
  IF m.served_version_id = previous OR (m.served_version_id IS NOT NULL AND (is_agent OR 'content' = ANY (changed))) THEN
    m.served_version_id := m.head_version_id; m.quarantined_at := NULL;
  END IF;
  m.updated_at := greatest(now_us(), m.updated_at + 1);
  IF 'path' = ANY (changed) THEN
    UPDATE memory SET path = m.path WHERE workspace_id = ws AND id = m.id;
  END IF;
  UPDATE memory SET head_version_id = m.head_version_id, served_version_id = m.served_version_id, version_number = m.version_number,
      quarantined_at = m.quarantined_at, content_sha256 = m.content_sha256, content_size_bytes = m.content_size_bytes, updated_at = m.updated_at
    WHERE workspace_id = ws AND id = m.id;
  PERFORM append_version(a, p, m, 'modified', body);
  PERFORM append_audit(a, p->>'audit_id', coalesce(p->>'action', 'memory.updated'), 'memory', m.id, s.id, jsonb_strip_nulls(jsonb_build_object(
    'memory_version_id', m.head_version_id, 'previous_version_id', previous, 'changed', to_jsonb(changed),
    'content_size_bytes', m.content_size_bytes, 'origin_version_id', p->>'origin_version_id')));
  RETURN jsonb_build_object('memory', describe_memory(m, false));
END $$;
