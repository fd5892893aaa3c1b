-- Where fobs lie. The head office is where deliveries arrive unless said otherwise.
CREATE TABLE branch (
  institution  text        NOT NULL REFERENCES institution,
  branch       text        NOT NULL CHECK (branch ~ '^[A-Z0-9-]{1,16}$'),
  name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  closed_at    timestamptz,
  PRIMARY KEY (institution, branch)
);
GRANT SELECT, INSERT ON branch TO kagimori;
GRANT UPDATE (name, closed_at) ON branch TO kagimori;

CREATE FUNCTION branch_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO branch (institution, branch, name) VALUES (NEW.institution, 'HQ', '本部')
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER branch_first AFTER INSERT ON institution
  FOR EACH ROW EXECUTE FUNCTION branch_first();
INSERT INTO branch (institution, branch, name) SELECT institution, 'HQ', '本部' FROM institution;

-- What was delivered before is of the make that the last terms know it by, and lies at the head
-- office until somebody says where.
UPDATE token t
SET make = (
      SELECT m ->> 'prefix' FROM (
        SELECT body FROM terms WHERE terms.institution = t.institution
        ORDER BY effective_from DESC LIMIT 1) AS last, jsonb_array_elements(last.body -> 'makes') m
      WHERE starts_with(t.serial, m ->> 'prefix') ORDER BY length(m ->> 'prefix') DESC LIMIT 1),
    branch = coalesce(branch, 'HQ'), version = version + 1, batch = 0
WHERE kind = 'HARDWARE' AND make IS NULL;

-- Fobs are listed by where they lie or came from, in the order of their serials. What a
-- verification changes is in none of these.
DROP INDEX token_in_stock;
CREATE INDEX token_of_state ON token (institution, state, serial) WHERE kind = 'HARDWARE';
CREATE INDEX token_of_branch ON token (institution, branch, state, serial)
  WHERE branch IS NOT NULL;
CREATE INDEX token_of_delivery ON token (institution, delivery, serial)
  WHERE delivery IS NOT NULL;
CREATE INDEX token_of_box ON token (institution, box, serial) WHERE box IS NOT NULL;

-- How many tokens there are of a sort: these, and what has been added since they were summed up.
-- Nobody who changes a token waits for somebody else who does.
CREATE TABLE token_count (
  institution  text    NOT NULL,
  branch       text    NOT NULL,
  make         text    NOT NULL,
  kind         text    NOT NULL,
  state        text    NOT NULL,
  inspection   text    NOT NULL,
  tokens       bigint  NOT NULL,
  PRIMARY KEY (institution, branch, make, kind, state, inspection)
) WITH (fillfactor = 70);

-- The same by age: month is that of the delivery in Tokyo, its first day; delivery 0 is none.
CREATE TABLE token_age (
  institution  text    NOT NULL,
  make         text    NOT NULL,
  delivery     int     NOT NULL,
  month        date    NOT NULL,
  state        text    NOT NULL,
  tokens       bigint  NOT NULL,
  PRIMARY KEY (institution, make, delivery, month, state)
) WITH (fillfactor = 70);

CREATE TABLE token_count_delta (
  institution  text    NOT NULL,
  delta        bigint  GENERATED ALWAYS AS IDENTITY,
  branch       text    NOT NULL,
  make         text    NOT NULL,
  kind         text    NOT NULL,
  state        text    NOT NULL,
  inspection   text    NOT NULL,
  delivery     int     NOT NULL,
  month        date,
  tokens       bigint  NOT NULL,
  PRIMARY KEY (institution, delta)
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);
GRANT SELECT, INSERT, UPDATE ON token_count, token_age TO kagimori;
-- none is changed: who sums rows up holds them first, which takes the right to
GRANT SELECT, INSERT, UPDATE, DELETE ON token_count_delta TO kagimori;

CREATE FUNCTION token_month(at timestamptz) RETURNS date
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN date_trunc('month', at AT TIME ZONE 'Asia/Tokyo')::date;

CREATE FUNCTION token_count_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO token_count_delta (institution, branch, make, kind, state, inspection, delivery,
                                 month, tokens)
  SELECT institution, coalesce(branch, ''), coalesce(make, ''), kind, state,
         coalesce(inspection, 'UNCHECKED'), coalesce(delivery, 0), token_month(delivered_at),
         CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM counted GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  RETURN NULL;
END $$;
CREATE TRIGGER token_count_added AFTER INSERT ON token
  REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION token_count_added();
CREATE TRIGGER token_count_removed AFTER DELETE ON token
  REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION token_count_added();

-- Asked of each verification, and called for none.
CREATE FUNCTION token_count_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO token_count_delta (institution, branch, make, kind, state, inspection, delivery,
                                 month, tokens)
  VALUES (OLD.institution, coalesce(OLD.branch, ''), coalesce(OLD.make, ''), OLD.kind, OLD.state,
          coalesce(OLD.inspection, 'UNCHECKED'), coalesce(OLD.delivery, 0),
          token_month(OLD.delivered_at), -1),
         (NEW.institution, coalesce(NEW.branch, ''), coalesce(NEW.make, ''), NEW.kind, NEW.state,
          coalesce(NEW.inspection, 'UNCHECKED'), coalesce(NEW.delivery, 0),
          token_month(NEW.delivered_at), 1);
  RETURN NULL;
END $$;
CREATE TRIGGER token_count_changed AFTER UPDATE ON token
  FOR EACH ROW WHEN (
    NEW.state <> OLD.state OR NEW.branch IS DISTINCT FROM OLD.branch
    OR NEW.inspection IS DISTINCT FROM OLD.inspection OR NEW.make IS DISTINCT FROM OLD.make
    OR NEW.delivery IS DISTINCT FROM OLD.delivery
    OR NEW.delivered_at IS DISTINCT FROM OLD.delivered_at)
  EXECUTE FUNCTION token_count_changed();

INSERT INTO token_count
SELECT institution, coalesce(branch, ''), coalesce(make, ''), kind, state,
       coalesce(inspection, 'UNCHECKED'), count(*)
FROM token GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO token_age
SELECT institution, coalesce(make, ''), coalesce(delivery, 0), token_month(delivered_at), state,
       count(*)
FROM token WHERE delivered_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5;

-- How many fobs a branch set aside for users on a day in Tokyo, less those that were taken back:
-- these, and what has been added since they were summed up.
CREATE TABLE stock_use (
  institution  text    NOT NULL,
  day          date    NOT NULL,
  branch       text    NOT NULL,
  make         text    NOT NULL,
  fobs         bigint  NOT NULL,
  PRIMARY KEY (institution, day, branch, make)
) WITH (fillfactor = 70);
CREATE TABLE stock_use_delta (
  institution  text    NOT NULL,
  delta        bigint  GENERATED ALWAYS AS IDENTITY,
  day          date    NOT NULL,
  branch       text    NOT NULL,
  make         text    NOT NULL,
  fobs         bigint  NOT NULL,
  PRIMARY KEY (institution, delta)
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_use TO kagimori;
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_use_delta TO kagimori;

CREATE FUNCTION stock_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stock_use_delta (institution, day, branch, make, fobs)
  SELECT m.institution, (m.at AT TIME ZONE 'Asia/Tokyo')::date, coalesce(t.branch, ''),
         coalesce(t.make, ''), sum(CASE m.kind WHEN 'ALLOCATED' THEN 1 ELSE -1 END)
  FROM moved m JOIN token t ON t.institution = m.institution AND t.serial = m.serial
  WHERE m.kind IN ('ALLOCATED', 'WITHDRAWN') GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END $$;
CREATE TRIGGER stock_used AFTER INSERT ON movement
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION stock_used();
