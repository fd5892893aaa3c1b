-- From which branch a fob was set aside, and its make then: it may lie elsewhere when its allocation
-- is withdrawn, and is taken off the use that it was added to. Null in all other movements. Who sets
-- thousands aside says it of all at once.
ALTER TABLE movement
  ADD COLUMN branch  text,
  ADD COLUMN make    text;

CREATE FUNCTION movement_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT t.branch, t.make INTO NEW.branch, NEW.make FROM token t
  WHERE t.institution = NEW.institution AND t.serial = NEW.serial;
  RETURN NEW;
END $$;
CREATE TRIGGER movement_set_aside BEFORE INSERT ON movement
  FOR EACH ROW WHEN (NEW.kind = 'ALLOCATED' AND NEW.branch IS NULL) EXECUTE FUNCTION movement_set_aside();

-- Those that may yet be withdrawn: where the ledger says that they lay when they were set aside.
UPDATE movement m
SET make = t.make,
    branch = coalesce(
      CASE WHEN NOT EXISTS (
        SELECT FROM movement s
        WHERE s.institution = m.institution AND s.serial = m.serial AND s.kind = 'SHELVED'
          AND s.movement > m.movement) THEN t.branch END,
      (SELECT b.details ->> 'branch' FROM movement b
       WHERE b.institution = m.institution AND b.serial = m.serial AND b.movement < m.movement
         AND b.kind IN ('SHELVED', 'RETURNED') AND b.details ->> 'branch' IS NOT NULL
       ORDER BY b.movement DESC LIMIT 1),
      (SELECT d.branch FROM delivery d
       WHERE d.institution = t.institution AND d.delivery = t.delivery),
      'HQ')
FROM token t
WHERE t.institution = m.institution AND t.serial = m.serial
  AND t.state = 'ALLOCATED' AND t.kind = 'HARDWARE' AND t.shipped_at IS NULL
  AND m.kind = 'ALLOCATED' AND m.movement = (
    SELECT max(a.movement) FROM movement a
    WHERE a.institution = m.institution AND a.serial = m.serial AND a.kind = 'ALLOCATED');

-- What is taken back was added to a day, a branch and a make: it is taken off these, and none of
-- them is ever below zero.
CREATE OR REPLACE FUNCTION stock_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stock_use_delta (institution, day, branch, make, fobs)
  SELECT institution, (at AT TIME ZONE 'Asia/Tokyo')::date, coalesce(branch, ''),
         coalesce(make, ''), sum(fobs)
  FROM (
    SELECT m.institution, m.at, m.branch, m.make, 1 AS fobs
    FROM moved m WHERE m.kind = 'ALLOCATED'
    UNION ALL
    SELECT a.institution, a.at, a.branch, a.make, -1
    FROM moved m CROSS JOIN LATERAL (
      SELECT b.institution, b.at, b.branch, b.make FROM movement b
      WHERE b.institution = m.institution AND b.serial = m.serial AND b.movement < m.movement
        AND b.kind = 'ALLOCATED'
      ORDER BY b.movement DESC LIMIT 1) AS a
    WHERE m.kind = 'WITHDRAWN' OR m.kind = 'RETURNED' AND m.details ? 'undelivered') AS u
  GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END $$;
