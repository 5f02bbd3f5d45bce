-- Drawn once for this database, and the same for all of its servers even where somebody forgot to give them one SECRET: what the hashes of
-- those who tried to sign in are keyed with.
DO $$
BEGIN
  EXECUTE format('CREATE FUNCTION sign_in_pepper() RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS %L',
    format('SELECT %L::text', gen_random_uuid()::text || gen_random_uuid()::text));
END $$;
