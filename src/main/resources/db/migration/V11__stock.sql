-- Where a fob came from, where it lies, and what the intake check said of it (null: unchecked). All
-- of it is null in app tokens. The make is the prefix by which the terms knew it at its delivery.
ALTER TABLE token
  ADD COLUMN make        text,
  ADD COLUMN delivery    int,
  ADD COLUMN box         text,
  ADD COLUMN branch      text,
  ADD COLUMN shelf       text,
  ADD COLUMN inspection  text;

-- Checked when it is set, and not at each verification.
CREATE TRIGGER token_inspected BEFORE INSERT OR UPDATE OF inspection ON token
  FOR EACH ROW WHEN (NEW.inspection NOT IN ('RECHECK', 'CHECKED', 'DEFECTIVE'))
  EXECUTE FUNCTION token_as_made();

-- What a maker delivered at once: a batch of fobs with its seed file.
CREATE TABLE delivery (
  institution  text        NOT NULL REFERENCES institution,
  delivery     int         NOT NULL CHECK (delivery > 0),
  name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  received_at  timestamptz NOT NULL,
  received_by  text        NOT NULL,
  branch       text        NOT NULL,
  PRIMARY KEY (institution, delivery),
  UNIQUE (institution, name)
);
GRANT SELECT, INSERT, UPDATE ON delivery TO kagimori;

-- What was done with a fob, when and by whom. That it was received is said by its delivery.
CREATE TABLE movement (
  institution  text        NOT NULL,
  serial       text        NOT NULL,
  movement     bigint      GENERATED ALWAYS AS IDENTITY,
  at           timestamptz NOT NULL,
  kind         text        NOT NULL CHECK (kind IN
    ('CHECKED', 'SHELVED', 'ALLOCATED', 'SHIPPED', 'HANDED_OVER', 'RETURNED', 'FOUND', 'SCRAPPED',
     'WITHDRAWN')),
  by           text        NOT NULL,
  details      jsonb       NOT NULL,
  PRIMARY KEY (institution, serial, movement)
);
GRANT SELECT, INSERT ON movement TO kagimori;
