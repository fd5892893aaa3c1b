-- How far the import of a delivery's seed file is: the row stands from its first moment on, so that
-- one that was killed can be seen, and gone on with.
ALTER TABLE delivery
  ADD COLUMN file_name    text,
  ADD COLUMN on_error     text    NOT NULL DEFAULT 'STOP' CHECK (on_error IN ('STOP', 'SKIP')),
  ADD COLUMN state        text    NOT NULL DEFAULT 'DONE'
    CHECK (state IN ('READING', 'DONE', 'REFUSED', 'BROKEN')),
  ADD COLUMN read         bigint  NOT NULL DEFAULT 0 CHECK (read >= 0),
  ADD COLUMN accepted     bigint  NOT NULL DEFAULT 0 CHECK (accepted >= 0),
  ADD COLUMN rejected     bigint  NOT NULL DEFAULT 0 CHECK (rejected >= 0),
  ADD COLUMN duplicates   bigint  NOT NULL DEFAULT 0 CHECK (duplicates >= 0),
  ADD COLUMN makes        jsonb   NOT NULL DEFAULT '{}', -- accepted, by prefix
  ADD COLUMN read_mac     bytea,  -- of all records that were read, by which the file is known again
  ADD COLUMN progress_at  timestamptz,
  ADD COLUMN ended_at     timestamptz;

-- Records that would not do: the first ten thousand of each import.
CREATE TABLE delivery_rejection (
  institution  text    NOT NULL,
  delivery     int     NOT NULL,
  rejection    int     NOT NULL CHECK (rejection BETWEEN 1 AND 10000),
  position     bigint  NOT NULL,
  line         int     NOT NULL,
  serial       text    NOT NULL,
  reason       text    NOT NULL,
  field        text    NOT NULL,
  ja           text    NOT NULL,
  en           text    NOT NULL,
  PRIMARY KEY (institution, delivery, rejection),
  FOREIGN KEY (institution, delivery) REFERENCES delivery
);
GRANT SELECT, INSERT, DELETE ON delivery_rejection TO kagimori;

-- Serial numbers that a dry run has met; it never commits them, so that the table stays empty.
CREATE UNLOGGED TABLE delivery_met (
  institution  text  NOT NULL,
  run          uuid  NOT NULL,
  serial       text  NOT NULL,
  PRIMARY KEY (institution, run, serial)
);
GRANT SELECT, INSERT ON delivery_met TO kagimori;

-- How many decisions were written tells an import whether others are busy.
GRANT SELECT ON SEQUENCE audit_id TO kagimori;
