-- Which batch wrote a token last: after a lost connection the one that sent it finds its own again.
ALTER TABLE token ADD COLUMN batch bigint NOT NULL DEFAULT 0;

-- The same rule as before, asked without calling the function.
DROP TRIGGER token_step_rises ON token;
CREATE OR REPLACE FUNCTION token_step_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the accepted step and the version of a token only rise';
END $$;
CREATE TRIGGER token_step_rises BEFORE UPDATE ON token
  FOR EACH ROW WHEN (NEW.last_step < OLD.last_step OR NEW.version <= OLD.version)
  EXECUTE FUNCTION token_step_rises();
