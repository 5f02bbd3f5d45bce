-- The one gate that everything passes which destroys: redaction, deletion, retention, purge. It decides whether that is allowed and gives
-- the transaction a pass for the named memories, or for a whole store; triggers refuse what has none, whoever tries it and by whatever
-- statement. So there is one place where destruction can be stopped, and nobody can forget to ask it.

-- Null with a pass for this transaction, or the code of a refusal. Memories that are null stand for all of the store. Only a purge
-- destroys in a store that is deleted, and it destroys nowhere else.
CREATE FUNCTION pass_gate(p_workspace text, p_kind text, p_store text, p_memories text[]) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  is_deleted boolean;
BEGIN
  SELECT s.deleted_at IS NOT NULL INTO is_deleted FROM memory_store s WHERE s.workspace_id = p_workspace AND s.id = p_store FOR KEY SHARE;
  IF NOT FOUND OR is_deleted <> (p_kind = 'purge') THEN RETURN 'store_not_found'; END IF;
  PERFORM set_config('palimpsest.gate', coalesce(current_setting('palimpsest.gate', true), '') || ' '
    || coalesce(array_to_string(p_memories, ' '), p_store) || ' ', true);
  RETURN NULL;
END $$;

-- No search path of its own, so that it is inlined into the triggers' conditions.
CREATE FUNCTION has_pass(p_store text, p_memory text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT strpos(coalesce(current_setting('palimpsest.gate', true), ''), ' ' || p_store || ' ') > 0
    OR strpos(coalesce(current_setting('palimpsest.gate', true), ''), ' ' || p_memory || ' ') > 0
$$;

CREATE FUNCTION refuse_without_pass() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog
  AS $$ BEGIN RAISE EXCEPTION 'nothing of % is destroyed without a pass of the gate', TG_TABLE_NAME USING ERRCODE = 'PA423'; END $$;

-- Triggers run after the row's change, where a condition that is false costs next to nothing: moving and editing memories is not slower.
CREATE TRIGGER memory_gate_delete AFTER DELETE ON "memory" FOR EACH ROW
  WHEN (NOT has_pass(OLD.memory_store_id, OLD.id)) EXECUTE FUNCTION refuse_without_pass();
CREATE TRIGGER memory_gate_update AFTER UPDATE OF path ON "memory" FOR EACH ROW
  WHEN (OLD.path IS NOT NULL AND NEW.path IS NULL AND NOT has_pass(OLD.memory_store_id, OLD.id)) EXECUTE FUNCTION refuse_without_pass();
CREATE TRIGGER memory_version_gate AFTER DELETE OR UPDATE OF path, content_sha256, content_size_bytes, redacted_at ON "memory_version" FOR EACH ROW
  WHEN (NOT has_pass(OLD.memory_store_id, OLD.memory_id)) EXECUTE FUNCTION refuse_without_pass();
CREATE TRIGGER memory_store_gate_delete AFTER DELETE ON "memory_store" FOR EACH ROW
  WHEN (NOT has_pass(OLD.id, OLD.id)) EXECUTE FUNCTION refuse_without_pass();
CREATE TRIGGER memory_store_gate_update AFTER UPDATE OF deleted_at ON "memory_store" FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL AND NOT has_pass(OLD.id, OLD.id)) EXECUTE FUNCTION refuse_without_pass();

-- A text goes with its version or after its version was blanked, both of which passed the gate.
CREATE FUNCTION refuse_lost_content() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM memory_version v WHERE v.workspace_id = OLD.workspace_id AND v.id = OLD.memory_version_id AND v.redacted_at IS NULL) THEN
    RAISE EXCEPTION 'the text of a version is not destroyed without a pass of the gate' USING ERRCODE = 'PA423';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER memory_content_gate AFTER DELETE ON "memory_content" FOR EACH ROW EXECUTE FUNCTION refuse_lost_content();

-- As it was, and through the gate.
CREATE OR REPLACE FUNCTION memory_delete(a jsonb, p jsonb) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  ws text := a->>'workspace_id';
  is_agent boolean := (a->>'is_agent')::boolean;
  s memory_store;
  m memory;
  previous text;
  refusal text;
BEGIN
  PERFORM enter_workspace(a);
  PERFORM lock_store(ws, p->>'store_id', true);
  SELECT * INTO s FROM memory_store WHERE workspace_id = ws AND id = p->>'store_id' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'store_not_found'); END IF;
  SELECT * INTO m FROM memory WHERE workspace_id = ws AND id = p->>'memory_id' AND memory_store_id = s.id AND path IS NOT NULL FOR UPDATE;
  IF NOT FOUND OR (is_agent AND is_withheld(m)) THEN RETURN jsonb_build_object('refused', 'memory_not_found'); END IF;
  IF is_agent AND m.locked_at IS NOT NULL THEN RETURN jsonb_build_object('refused', 'memory_locked'); END IF;
  IF p->>'expected_sha256' IS NOT NULL AND p->>'expected_sha256' IS DISTINCT FROM describe_memory(m, is_agent)->>'content_sha256' THEN
    RETURN jsonb_build_object('refused', 'precondition_failed');
  END IF;

  IF p->>'expected_head_id' <> m.head_version_id THEN RETURN jsonb_build_object('refused', 'head_moved'); END IF;
  refusal := pass_gate(ws, 'deletion', s.id, ARRAY[m.id]);
  IF refusal IS NOT NULL THEN RETURN jsonb_build_object('refused', refusal); END IF;
  previous := m.head_version_id;
  m.head_version_id := p->>'version_id'; m.version_number := m.version_number + 1;
  -- What was kept from agents is not shown to them in the history of a deleted memory either.
  IF m.served_version_id = previous THEN m.served_version_id := m.head_version_id; END IF;
  m.content_sha256 := NULL; m.content_size_bytes := NULL;
  m.updated_at := greatest(now_us(), m.updated_at + 1);
  PERFORM append_version(a, p, m, 'deleted', NULL);
  UPDATE memory SET path = NULL, head_version_id = m.head_version_id, served_version_id = m.served_version_id, version_number = m.version_number,
      content_sha256 = NULL, content_size_bytes = NULL, updated_at = m.updated_at
    WHERE workspace_id = ws AND id = m.id;
  UPDATE memory_store SET memory_count = memory_count - 1 WHERE workspace_id = ws AND id = s.id;
  PERFORM append_audit(a, p->>'audit_id', coalesce(p->>'action', 'memory.deleted'), 'memory', m.id, s.id,
    jsonb_build_object('memory_version_id', m.head_version_id, 'previous_version_id', previous));
  RETURN jsonb_build_object('deleted', m.id);
END $$;
