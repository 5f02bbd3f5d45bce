-- Searchable text: derived from what versions hold, rebuilt whenever it is missing. Unlogged, so that none of it is in the write-ahead
-- log, in a replica or in a base backup; without planner statistics, which would publish it.

-- CreateTable
CREATE UNLOGGED TABLE "search_text" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "memory_version_id" TEXT COLLATE "C" NOT NULL,
    "memory_id" TEXT COLLATE "C" NOT NULL,
    "memory_store_id" TEXT COLLATE "C" NOT NULL,
    "era" INTEGER NOT NULL,
    "recorded_at" BIGINT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "body" TEXT COLLATE "C" NOT NULL,
    "grams" INTEGER[],

    CONSTRAINT "search_text_pkey" PRIMARY KEY ("workspace_id","memory_version_id")
);

-- CreateTable
CREATE UNLOGGED TABLE "search_era" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "era" INTEGER NOT NULL,
    "row_count" INTEGER NOT NULL,
    "first_at" BIGINT NOT NULL,
    "last_at" BIGINT NOT NULL,

    CONSTRAINT "search_era_pkey" PRIMARY KEY ("workspace_id","era")
);

-- CreateTable
CREATE UNLOGGED TABLE "search_progress" (
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "entry_id" TEXT COLLATE "C" NOT NULL,
    "rebuilt_to" TEXT COLLATE "C",
    "rebuilt_count" INTEGER NOT NULL,

    CONSTRAINT "search_progress_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "search_text_workspace_id_memory_id_era_idx" ON "search_text"("workspace_id", "memory_id", "era");

-- CreateIndex
CREATE INDEX "search_text_workspace_id_era_idx" ON "search_text"("workspace_id", "era");

-- CreateIndex
CREATE INDEX "search_text_grams_idx" ON "search_text" USING GIN ("grams") WITH (fastupdate = off);

-- AddForeignKey: wherever a content goes, by redaction, purge or erasure, its searchable text goes in the same transaction, and none
-- can be added for a content that is going.
ALTER TABLE "search_text" ADD CONSTRAINT "search_text_workspace_id_memory_version_id_fkey" FOREIGN KEY ("workspace_id", "memory_version_id") REFERENCES "memory_content"("workspace_id", "memory_version_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "search_text" ALTER "path" SET STATISTICS 0, ALTER "body" SET STATISTICS 0, ALTER "grams" SET STATISTICS 0,
  ALTER "body" SET STORAGE MAIN, ALTER "grams" SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE ON "search_text" TO palimpsest_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "search_era", "search_progress" TO palimpsest_app;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['search_text', 'search_era', 'search_progress']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace())', t);
  END LOOP;
  BEGIN
    CREATE ROLE palimpsest_search NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE format('GRANT palimpsest_search TO %I', current_user);
  EXCEPTION WHEN invalid_grant_operation OR unique_violation THEN NULL;
  END;
END $$;

-- Under a policy the planner leaves the index on grams alone, since no array operator is leakproof. So one role may read this table
-- whole, and nothing else, and one function runs under it, with the workspace as its argument.
GRANT USAGE ON SCHEMA public TO palimpsest_search;
GRANT SELECT ON "search_text" TO palimpsest_search;
CREATE POLICY search_read ON "search_text" FOR SELECT TO palimpsest_search USING (true);

-- How well a text fits, from 0 to 1: the mean of how often the words occur for the text's length (the saturation of BM25, with 2,000
-- bytes as the usual length), whether they begin a word, whether they are in the path, and whether the text has the query as typed.
CREATE FUNCTION search_score(p_path text, p_body text, p_words text[], p_phrase text) RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT round(((avg(n / (n + 0.5 + octet_length(p_body) / 2000.0)) + avg(begins::integer) + avg((strpos(p_path, w) > 0)::integer)
      + (strpos(p_body, p_phrase) > 0 OR strpos(p_path, p_phrase) > 0)::integer) / 4)::numeric, 6)::double precision
  FROM unnest(p_words) AS w,
    LATERAL (SELECT (octet_length(p_body) - octet_length(replace(p_body, w, ''))) / octet_length(w)::numeric AS n,
      starts_with(p_body, w) OR strpos(p_body, ' ' || w) > 0 OR strpos(p_body, chr(10) || w) > 0 OR strpos(p_path, '/' || w) > 0 AS begins) AS found
$$;

-- Versions of a workspace that hold every word, at least the `p_limit` newest ones, or all when there are fewer. An era is some thousand
-- rows that were indexed one after the other; `p_grams` has for each era the same number of hashes, which are salted with workspace and
-- era, so that each step reads the lists of its own rows only. Eras come by `p_last_at`, newest first.
-- What follows the hashes is written so that no other index can be taken for it.
CREATE FUNCTION search_candidates(p_workspace text, p_eras integer[], p_last_at bigint[], p_grams integer[], p_words text[], p_phrase text, p_filter jsonb, p_limit integer)
  RETURNS TABLE (memory_version_id text, memory_id text, recorded_at bigint, score double precision)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  width integer := array_length(p_grams, 1) / array_length(p_eras, 1);
  stores text[] := CASE WHEN p_filter ? 'stores' THEN ARRAY(SELECT jsonb_array_elements_text(p_filter->'stores')) END;
  prefix text := coalesce(p_filter->>'prefix', '');
  by_type text := p_filter->>'actor_type';
  by_id text := p_filter->>'actor_id';
  from_at bigint := coalesce((p_filter->>'from_at')::bigint, 0);
  to_at bigint := coalesce((p_filter->>'to_at')::bigint, 9223372036854775807);
  before_at bigint := coalesce((p_filter->>'before_at')::bigint, 9223372036854775807);
  before_id text := coalesce(p_filter->>'before_id', '');
  found_count integer := 0;
  oldest bigint := 9223372036854775807;
  i integer;
  r record;
BEGIN
  FOR i IN 1 .. coalesce(array_length(p_eras, 1), 0) LOOP
    EXIT WHEN found_count >= p_limit AND p_last_at[i] < oldest;
    FOR r IN
      SELECT c.memory_version_id, c.memory_id, c.recorded_at, public.search_score(c.path, c.body, p_words, p_phrase) AS score
      FROM (
        SELECT t.memory_version_id, t.memory_id, t.recorded_at, t.path, t.body FROM search_text t
        WHERE t.grams @> p_grams[(i - 1) * width + 1 : i * width]
          AND t.workspace_id || '' = p_workspace AND t.era + 0 = p_eras[i]
          AND t.recorded_at BETWEEN from_at AND to_at AND (t.recorded_at, t.memory_version_id) < (before_at, before_id)
          AND (stores IS NULL OR t.memory_store_id = ANY (stores)) AND (by_id IS NULL OR (t.actor_type, t.actor_id) = (by_type, by_id))
          AND starts_with(t.path, prefix)
          AND NOT EXISTS (SELECT 1 FROM unnest(p_words) w WHERE strpos(t.body, w) = 0 AND strpos(t.path, w) = 0)
        ORDER BY t.recorded_at DESC, t.memory_version_id DESC LIMIT p_limit
      ) c
    LOOP
      found_count := found_count + 1;
      oldest := least(oldest, r.recorded_at);
      memory_version_id := r.memory_version_id; memory_id := r.memory_id; recorded_at := r.recorded_at; score := r.score;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END $$;

GRANT CREATE ON SCHEMA public TO palimpsest_search;
ALTER FUNCTION search_candidates(text, integer[], bigint[], integer[], text[], text, jsonb, integer) OWNER TO palimpsest_search;
REVOKE CREATE ON SCHEMA public FROM palimpsest_search;
REVOKE ALL ON FUNCTION search_candidates(text, integer[], bigint[], integer[], text[], text, jsonb, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_candidates(text, integer[], bigint[], integer[], text[], text, jsonb, integer) TO palimpsest_app;
