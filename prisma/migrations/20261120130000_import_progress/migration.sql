-- How much an import has before it, and one more reason why a memory is left out.
ALTER TABLE "import" ADD COLUMN "total_count" INTEGER;
ALTER TABLE "import_item" DROP CONSTRAINT "import_item_outcome_check";
ALTER TABLE "import_item" ADD CONSTRAINT "import_item_outcome_check"
  CHECK (outcome IN ('path_conflict', 'store_full', 'store_too_large', 'bad_path', 'not_markdown', 'not_utf8', 'too_large'));
