-- Folders of files can be brought in too: more reasons why one of them is not.
ALTER TABLE "import_item" DROP CONSTRAINT "import_item_outcome_check";
ALTER TABLE "import_item" ADD CONSTRAINT "import_item_outcome_check"
  CHECK (outcome IN ('path_conflict', 'store_full', 'bad_path', 'not_markdown', 'not_utf8', 'too_large'));
