-- What the planner knows of an empty table is nothing, and any index of it looks as good as any other; the checks of foreign keys keep a plan
-- that was made then. An import fills tables faster than autovacuum wakes up, and the embedded database has none: this takes the
-- statistics anew whenever a table has grown eightfold since they were taken. Only their owner may do that.
CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t regclass;
BEGIN
  FOR t IN
    SELECT c.oid FROM pg_class c
    WHERE c.oid = ANY (ARRAY['memory', 'memory_version', 'memory_content']::regclass[])
      AND pg_relation_size(c.oid) > 8 * greatest(c.relpages, 1) * current_setting('block_size')::bigint
    ORDER BY c.oid
  LOOP
    EXECUTE format('ANALYZE %s', t);
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_statistics() TO palimpsest_app;
