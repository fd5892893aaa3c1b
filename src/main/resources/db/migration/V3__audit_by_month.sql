-- The audit in one table a month, by the time that the service tells, in months of Asia/Tokyo: so an
-- old month can be put into a file and dropped, and a row's cost does not grow with the years.
-- Who may write the audit may not make tables: the months to come are made by audit_prepare alone.

ALTER TABLE audit RENAME TO audit_before;
ALTER TABLE audit_before RENAME CONSTRAINT audit_pkey TO audit_before_pkey;

-- an identity column of a partitioned table is for PostgreSQL 17 and later
CREATE SEQUENCE audit_id AS bigint;

CREATE TABLE audit (
  institution  text        NOT NULL,
  id           bigint      NOT NULL DEFAULT nextval('audit_id'),
  at           timestamptz NOT NULL,
  xid          xid8        NOT NULL DEFAULT pg_current_xact_id(),
  client       text        NOT NULL,
  address      text        NOT NULL,
  request_id   text        NOT NULL,
  action       text        NOT NULL,
  operation    text,
  contract     text,
  user_id      text,
  serial       text,
  outcome      text        NOT NULL CHECK (outcome IN ('DONE', 'REFUSED')),
  reason       text,
  details      jsonb       NOT NULL,
  -- rows come in about this order, so that they go to the end; and times are what is searched by
  PRIMARY KEY (institution, at, id)
) PARTITION BY RANGE (at);

ALTER SEQUENCE audit_id OWNED BY audit.id;

-- What no month takes; to stay empty.
CREATE TABLE audit_default PARTITION OF audit DEFAULT;

-- The first instant of the month in which an instant lies.
CREATE FUNCTION audit_month(instant timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN date_trunc('month', instant AT TIME ZONE 'Asia/Tokyo') AT TIME ZONE 'Asia/Tokyo';

-- The name of that month's table.
CREATE FUNCTION audit_table(instant timestamptz) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN 'audit_' || to_char(instant AT TIME ZONE 'Asia/Tokyo', 'YYYY_MM');

-- Makes the table of one month, and attaches it: that waits for nobody who writes to other months.
-- For the owner; who has no rights on the schema cannot do anything with it.
CREATE FUNCTION audit_make(instant timestamptz) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first_instant CONSTANT timestamptz := kagimori.audit_month(instant);
  next_instant CONSTANT timestamptz :=
    kagimori.audit_month(first_instant + interval '40 days');
  name CONSTANT text := kagimori.audit_table(instant);
BEGIN
  IF to_regclass('kagimori.' || name) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format(
    'CREATE TABLE kagimori.%I (LIKE kagimori.audit INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXECUTE format(
    'ALTER TABLE kagimori.audit ATTACH PARTITION kagimori.%I FOR VALUES FROM (%L) TO (%L)',
    name, first_instant, next_instant);
  RETURN true;
END $$;

-- The service's only way to make tables: those of the month of its time and of the next two, within
-- ten years of the database's clock. What cannot be made is told, not thrown, with the number of
-- rows that no month took (counted up to 100,000). Instances that come at once take turns. It
-- waits for a lock no longer than a quarter of a second, and locks what nobody in a hurry touches.
CREATE FUNCTION audit_prepare(
  instant timestamptz, OUT made int, OUT problem text, OUT strays int)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '250ms' SET TimeZone = 'UTC' AS $$
DECLARE
  ahead timestamptz := kagimori.audit_month(instant);
BEGIN
  made := 0;
  IF instant IS NULL OR instant NOT BETWEEN clock_timestamp() - interval '10 years'
      AND clock_timestamp() + interval '10 years' THEN
    RAISE EXCEPTION 'no months are made more than ten years away'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOR n IN 1..3 LOOP
    BEGIN
      IF to_regclass('kagimori.' || kagimori.audit_table(ahead)) IS NULL THEN
        -- attaching reads all that no month took, with the door shut
        IF pg_relation_size('kagimori.audit_default') > 67108864 THEN
          RAISE EXCEPTION 'audit_default is too big: move its rows first';
        END IF;
        PERFORM pg_advisory_xact_lock(7146108206851);
        made := made + kagimori.audit_make(ahead)::int;
      END IF;
    EXCEPTION WHEN OTHERS THEN
      problem := concat_ws('; ', problem, kagimori.audit_table(ahead) || ': ' || SQLERRM);
    END;
    ahead := kagimori.audit_month(ahead + interval '40 days');
  END LOOP;
  SELECT count(*) INTO strays FROM (SELECT FROM kagimori.audit_default LIMIT 100000) s;
END $$;

REVOKE ALL ON FUNCTION audit_month, audit_table, audit_make, audit_prepare FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_prepare TO kagimori;

DO $$
DECLARE
  month timestamptz;
BEGIN
  FOR month IN SELECT DISTINCT kagimori.audit_month(at) FROM kagimori.audit_before LOOP
    PERFORM kagimori.audit_make(month);
  END LOOP;
END $$;

-- for the commands that come before the first service
DO $$
BEGIN
  FOR n IN 0..2 LOOP
    PERFORM kagimori.audit_make(kagimori.audit_month(now()) + n * interval '31 days');
  END LOOP;
END $$;

INSERT INTO audit SELECT * FROM audit_before ORDER BY id;
SELECT setval('audit_id', last_value, is_called) FROM audit_id_seq;
DROP TABLE audit_before;

-- By user. A million rows at a time have a range of their own in it, so that new rows go to pages
-- that are in memory, whatever lies in the month already: an index that begins with the user takes
-- each row in another page. Who asks goes through the ranges, newest first.
CREATE INDEX audit_of_user ON audit
  (((id >> 20)::int), (hashtext(contract) # hashtext(user_id)), id);

GRANT SELECT, INSERT ON audit TO kagimori;
GRANT USAGE ON SEQUENCE audit_id TO kagimori;

-- Rows that are changed soon after they came have room for it on their page; tables that are
-- emptied as fast as they are filled are swept before they have grown.
ALTER TABLE idempotency SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE attempt SET (autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE exchange SET (fillfactor = 80);
