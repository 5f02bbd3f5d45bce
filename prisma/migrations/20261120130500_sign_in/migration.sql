-- Attempts to sign in, counted for an account and for an address, each by a keyed hash. What a crash loses is a few minutes of counting.
CREATE UNLOGGED TABLE "sign_in_window" (
    "key" BYTEA NOT NULL,
    "started_us" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL,

    CONSTRAINT "sign_in_window_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "sign_in_window_started_us_idx" ON "sign_in_window"("started_us");

GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_window" TO palimpsest_app;

-- Counts one attempt against an account and an address and returns 0, or counts nothing and returns the microseconds to wait. A window begins with
-- its first attempt. The account is always locked before the address, and what has expired is swept last, so that nobody waits in a circle.
CREATE FUNCTION count_sign_in(p_account bytea, p_account_window_us bigint, p_address bytea, p_address_window_us bigint, p_limit integer)
  RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  now_at bigint := now_us();
  wait_us bigint;
BEGIN
  INSERT INTO sign_in_window AS w (key, started_us, attempts) VALUES (p_account, now_at, 0)
    ON CONFLICT (key) DO UPDATE SET attempts = CASE WHEN w.started_us + p_account_window_us <= now_at THEN 0 ELSE w.attempts END,
      started_us = CASE WHEN w.started_us + p_account_window_us <= now_at THEN now_at ELSE w.started_us END;
  INSERT INTO sign_in_window AS w (key, started_us, attempts) VALUES (p_address, now_at, 0)
    ON CONFLICT (key) DO UPDATE SET attempts = CASE WHEN w.started_us + p_address_window_us <= now_at THEN 0 ELSE w.attempts END,
      started_us = CASE WHEN w.started_us + p_address_window_us <= now_at THEN now_at ELSE w.started_us END;
  SELECT max(w.started_us + CASE WHEN w.key = p_account THEN p_account_window_us ELSE p_address_window_us END - now_at) INTO wait_us
    FROM sign_in_window w WHERE w.key IN (p_account, p_address) AND w.attempts >= p_limit;
  IF wait_us IS NULL THEN
    UPDATE sign_in_window SET attempts = attempts + 1 WHERE key IN (p_account, p_address);
  END IF;
  DELETE FROM sign_in_window w WHERE w.key IN (SELECT s.key FROM sign_in_window s
    WHERE s.started_us <= now_at - greatest(p_account_window_us, p_address_window_us) ORDER BY s.started_us LIMIT 20 FOR UPDATE SKIP LOCKED);
  RETURN CASE WHEN wait_us IS NULL THEN 0 ELSE greatest(wait_us, 1) END;
END $$;

-- Takes back one attempt that turned out to be right.
CREATE FUNCTION forgive_sign_in(p_account bytea, p_address bytea) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE sign_in_window SET attempts = greatest(attempts - 1, 0) WHERE key = p_account;
  UPDATE sign_in_window SET attempts = greatest(attempts - 1, 0) WHERE key = p_address;
END $$;
