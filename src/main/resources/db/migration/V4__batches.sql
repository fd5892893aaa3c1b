-- Which batch wrote a token last: after a lost connection the one that sent it finds its own again.
ALTER TABLE token ADD COLUMN batch bigint NOT NULL DEFAULT 0;

-- The same rule as before, asked without calling a function for each row.
DROP TRIGGER token_step_rises ON token;
CREATE OR REPLACE FUNCTION token_step_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the accepted step and the version of a token only rise';
END $$;
CREATE TRIGGER token_step_rises BEFORE UPDATE ON token
  FOR EACH ROW WHEN (NEW.last_step < OLD.last_step OR NEW.version <= OLD.version)
  EXECUTE FUNCTION token_step_rises();

-- What a token is made as never changes: it is checked when it is made, and not at each
-- verification, as a CHECK is whatever an UPDATE sets.
ALTER TABLE token
  DROP CONSTRAINT token_serial_check,
  DROP CONSTRAINT token_kind_check,
  DROP CONSTRAINT token_algorithm_check,
  DROP CONSTRAINT token_digits_check,
  DROP CONSTRAINT token_step_seconds_check;
CREATE FUNCTION token_as_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'no token is made like this' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER token_as_made
  BEFORE INSERT OR UPDATE OF serial, kind, algorithm, digits, step_seconds ON token
  FOR EACH ROW WHEN (NOT (
    NEW.serial ~ '^[A-Z0-9]{6,20}$'
    AND NEW.kind IN ('HARDWARE', 'SOFTWARE')
    AND NEW.algorithm IN ('SHA1', 'SHA256', 'SHA512')
    AND NEW.digits BETWEEN 6 AND 8
    AND NEW.step_seconds BETWEEN 1 AND 120))
  EXECUTE FUNCTION token_as_made();
