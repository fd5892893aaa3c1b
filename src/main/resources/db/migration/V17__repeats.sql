-- By what an import that is done is known when the same order comes again, and what is told then
-- beside the counts. Null: it was done before this version.
ALTER TABLE delivery
  ADD COLUMN order_mac       bytea,
  ADD COLUMN seeds_in_clear  boolean  NOT NULL DEFAULT false,
  ADD COLUMN open_end        boolean  NOT NULL DEFAULT false;

-- Every minute it is looked for imports that died.
CREATE INDEX delivery_reading ON delivery (institution) WHERE state = 'READING';

-- By whom a file has to be signed comes by another account than the file, too.
ALTER TABLE transport_key
  DROP CONSTRAINT transport_key_kind_check,
  ADD CONSTRAINT transport_key_kind_check
    CHECK (kind IN ('PRE_SHARED', 'PASSWORD', 'PRIVATE_KEY', 'CERTIFICATE'));
