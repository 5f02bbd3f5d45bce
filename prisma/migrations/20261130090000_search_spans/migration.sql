-- Searchable text is hashed anew: 1,024 eras share a salt, and a row carries marks of its era and of the 8 and the 64 that it belongs to,
-- its store, its actor and its folders among the hashes. What is there is worked out again from the contents.
TRUNCATE "search_text", "search_era", "search_progress";

DROP FUNCTION search_candidates(text, integer[], bigint[], integer[], text[], text, jsonb, integer);
DROP FUNCTION search_score(text, text, text[], text);

-- Versions of a workspace that hold every word, at least the `p_limit` newest ones when they are wanted by time, or as many of those that
-- were indexed last; all when there are fewer. `p_eras` are the eras, last first, with the time up to which they and all before them go
-- in `p_last_at`; `p_salts` has a salt for each 1,024 of them, and `p_grams` for each salt the same number of hashes, of
-- which as many as `labels` in `p_filter` says are of its filters and come last.
-- Each step takes as many eras as carry one mark: those that it wants by what it has found in the ones before. What is everywhere is
-- found in the last thousand rows, and what is nowhere has been looked for in all of them after a few steps. For steps
-- that take many, the six hashes stay that fewest rows of a sample have, of those that most rows have two: the index would walk their long
-- lists for next to nothing.
-- What follows the hashes is written so that no other index can be taken for it.
-- The score goes from 0 to 1: the mean of how often the words occur for the text's length (the saturation of BM25, with 2,000 bytes as
-- the usual length), whether they begin a word, whether they are in the path, and whether the text has the query as typed.
CREATE FUNCTION search_candidates(p_workspace text, p_eras integer[], p_last_at bigint[], p_salts integer[], p_grams integer[], p_words text[], p_phrase text, p_filter jsonb, p_limit integer)
  RETURNS TABLE (memory_version_id text, memory_id text, recorded_at bigint, score double precision)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  spans CONSTANT integer[] := ARRAY[0, 3, 6, 10];
  width integer := array_length(p_grams, 1) / array_length(p_salts, 1);
  stores text[] := CASE WHEN p_filter ? 'stores' THEN ARRAY(SELECT jsonb_array_elements_text(p_filter->'stores')) END;
  prefix text := coalesce(p_filter->>'prefix', '');
  labels integer := coalesce((p_filter->>'labels')::integer, 0);
  by_type text := p_filter->>'actor_type';
  by_id text := p_filter->>'actor_id';
  from_at bigint := coalesce((p_filter->>'from_at')::bigint, 0);
  to_at bigint := coalesce((p_filter->>'to_at')::bigint, 9223372036854775807);
  before_at bigint := coalesce((p_filter->>'before_at')::bigint, 9223372036854775807);
  before_id text := coalesce(p_filter->>'before_id', '');
  is_by_time boolean := coalesce((p_filter->>'is_by_time')::boolean, false);
  era_count integer := coalesce(array_length(p_eras, 1), 0);
  at integer := 1;
  level integer := 1;
  scanned integer := 0;
  wanted bigint;
  found_count integer := 0;
  oldest bigint := 9223372036854775807;
  oldest_of_full bigint := 0;
  ordinal integer;
  first_ordinal integer;
  first_era integer;
  last_era integer;
  step_count integer;
  step_oldest bigint;
  hashes integer[];
  sample integer := p_eras[least(2, era_count)];
  chosen integer[];
  r record;
BEGIN
  WHILE at <= era_count LOOP
    EXIT WHEN p_last_at[at] < from_at;
    EXIT WHEN found_count >= p_limit AND (NOT is_by_time OR p_last_at[at] < greatest(oldest, oldest_of_full));
    ordinal := abs(p_eras[at]) - 1;
    first_ordinal := (ordinal >> spans[level]) << spans[level];
    hashes := p_grams[(ordinal >> 10) * width + 1 : ((ordinal >> 10) + 1) * width];
    IF level > 2 AND width > 2 THEN
      IF chosen IS NULL THEN
        SELECT array_agg(c.number ORDER BY c.row_count, c.number) FILTER (WHERE c.place <= 2 OR (c.place <= 6 AND c.row_count < 512) OR c.number > width - labels) INTO chosen
        FROM (
          SELECT g.number, g.row_count, row_number() OVER (ORDER BY g.row_count, g.number) AS place
          FROM (
            SELECT n AS number, (SELECT count(*) FROM search_text t
              WHERE t.grams @> ARRAY[p_grams[(abs(sample) - 1 >> 10) * width + n],
                p_salts[(abs(sample) - 1 >> 10) + 1] # ((1 << 24) | (abs(sample) - 1 & 1023))]) AS row_count
            FROM generate_series(1, width) AS n
          ) g
        ) c;
      END IF;
      SELECT array_agg(hashes[n]) INTO hashes FROM unnest(chosen) AS n;
    END IF;
    IF level < 4 THEN
      hashes := hashes || (p_salts[(ordinal >> 10) + 1] # ((level << 24) | ((ordinal & 1023) >> spans[level])));
    END IF;
    first_era := CASE WHEN p_eras[at] > 0 THEN first_ordinal + 1 ELSE p_eras[at] END;
    last_era := CASE WHEN p_eras[at] > 0 THEN p_eras[at] ELSE -(first_ordinal + 1) END;
    step_count := 0;
    step_oldest := 9223372036854775807;
    FOR r IN
      SELECT c.memory_version_id, c.memory_id, c.recorded_at, s.score
      FROM (
        SELECT t.memory_version_id, t.memory_id, t.recorded_at, t.path, t.body FROM search_text t
        WHERE t.grams @> hashes
          AND t.workspace_id || '' = p_workspace AND t.era + 0 BETWEEN first_era AND last_era
          AND t.recorded_at BETWEEN from_at AND to_at AND (t.recorded_at, t.memory_version_id) < (before_at, before_id)
          AND (stores IS NULL OR t.memory_store_id = ANY (stores)) AND (by_id IS NULL OR (t.actor_type, t.actor_id) = (by_type, by_id))
          AND starts_with(t.path, prefix)
          AND NOT EXISTS (SELECT 1 FROM unnest(p_words) w WHERE strpos(t.body, w) = 0 AND strpos(t.path, w) = 0)
        ORDER BY t.recorded_at DESC, t.memory_version_id DESC LIMIT p_limit
      ) c, LATERAL (
        SELECT round(((avg(n / (n + 0.5 + octet_length(c.body) / 2000.0)) + avg(begins::integer) + avg((strpos(c.path, w) > 0)::integer)
          + (strpos(c.body, p_phrase) > 0 OR strpos(c.path, p_phrase) > 0)::integer) / 4)::numeric, 6)::double precision AS score
        FROM unnest(p_words) AS w,
          LATERAL (SELECT (octet_length(c.body) - octet_length(replace(c.body, w, ''))) / octet_length(w)::double precision AS n,
            starts_with(c.body, w) OR strpos(c.body, ' ' || w) > 0 OR strpos(c.body, chr(10) || w) > 0 OR strpos(c.path, '/' || w) > 0 AS begins) AS found
      ) s
    LOOP
      step_count := step_count + 1;
      step_oldest := least(step_oldest, r.recorded_at);
      memory_version_id := r.memory_version_id; memory_id := r.memory_id; recorded_at := r.recorded_at; score := r.score;
      RETURN NEXT;
    END LOOP;
    found_count := found_count + step_count;
    oldest := least(oldest, step_oldest);
    IF step_count >= p_limit THEN
      oldest_of_full := greatest(oldest_of_full, step_oldest);
    END IF;
    scanned := scanned + ordinal - first_ordinal + 1;
    wanted := CASE WHEN found_count = 0 THEN 8 * scanned ELSE greatest(p_limit - found_count, 1)::bigint * scanned / found_count END;
    level := least(level + 1, CASE WHEN wanted < 8 THEN 1 WHEN wanted < 64 THEN 2 WHEN wanted < 256 THEN 3 ELSE 4 END);
    WHILE at <= era_count AND abs(p_eras[at]) > first_ordinal LOOP
      at := at + 1;
    END LOOP;
  END LOOP;
END $$;

GRANT CREATE ON SCHEMA public TO palimpsest_search;
ALTER FUNCTION search_candidates(text, integer[], bigint[], integer[], integer[], text[], text, jsonb, integer) OWNER TO palimpsest_search;
REVOKE CREATE ON SCHEMA public FROM palimpsest_search;
REVOKE ALL ON FUNCTION search_candidates(text, integer[], bigint[], integer[], integer[], text[], text, jsonb, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_candidates(text, integer[], bigint[], integer[], integer[], text[], text, jsonb, integer) TO palimpsest_app;
