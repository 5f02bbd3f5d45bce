-- Texts are compressed when they are written and taken apart again when they are read: this way in a fraction of the time. Servers that
-- were built without it, and the embedded database, keep the other. Texts that are there stay as they are.
DO $$ BEGIN
  ALTER TABLE memory_content ALTER COLUMN body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
