-- By what an app names its institution: eight digits, never given twice.
ALTER TABLE institution ADD COLUMN service_id text UNIQUE CHECK (service_id ~ '^[0-9]{8}$');
DO $$
DECLARE i text; id text;
BEGIN
  FOR i IN SELECT institution FROM institution LOOP
    LOOP
      id := lpad(floor(random() * 100000000)::bigint::text, 8, '0');
      EXIT WHEN NOT EXISTS (SELECT FROM institution WHERE service_id = id);
    END LOOP;
    UPDATE institution SET service_id = id WHERE institution = i;
  END LOOP;
END $$;
ALTER TABLE institution ALTER COLUMN service_id SET NOT NULL;

-- What waiting times run from.
ALTER TABLE customer
  ADD COLUMN ended_at timestamptz,
  ADD COLUMN ended_by text CHECK (ended_by IN ('STOP', 'REVOCATION')),
  ADD CONSTRAINT customer_ended_check CHECK ((ended_at IS NULL) = (ended_by IS NULL));

-- Self-issued tokens that nobody registers are deleted; others never are.
ALTER TABLE token ADD COLUMN self_issued_at timestamptz;
CREATE INDEX token_unclaimed ON token (self_issued_at)
  WHERE self_issued_at IS NOT NULL AND owner_user IS NULL AND state = 'ACTIVATED';
CREATE FUNCTION token_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'only a self-issued token that nobody has registered is deleted';
END $$;
CREATE TRIGGER token_stays BEFORE DELETE ON token
  FOR EACH ROW WHEN (OLD.self_issued_at IS NULL OR OLD.owner_user IS NOT NULL
                     OR OLD.state <> 'ACTIVATED')
  EXECUTE FUNCTION token_stays();
GRANT DELETE ON token TO kagimori;

-- Making a token available to a user: an app issue, or a request for a fob.
CREATE TABLE issue (
  institution      text        NOT NULL,
  issue            uuid        NOT NULL,
  contract         text        NOT NULL,
  user_id          text        NOT NULL,
  kind             text        NOT NULL CHECK (kind IN ('HARDWARE', 'SOFTWARE')),
  state            text        NOT NULL CHECK (state IN
    ('REQUESTED', 'ALLOCATED', 'SHIPPED', 'ISSUED', 'ACTIVATED', 'USED', 'WITHDRAWN', 'REPLACED',
     'REVOKED')),
  business_day     date        NOT NULL,
  receipt_number   int         NOT NULL,
  issued_at        timestamptz NOT NULL,
  serial           text,
  shipped_at       timestamptz,
  -- of an app issue
  app_user_id      text        CHECK (app_user_id ~ '^[0-9]{12}$'),
  password_hash    bytea,
  password_salt    bytea,
  password_digits  smallint    CHECK (password_digits BETWEEN 4 AND 8),
  password_until   timestamptz,
  activated_at     timestamptz,
  ended_at         timestamptz,
  PRIMARY KEY (institution, issue),
  UNIQUE (institution, app_user_id),
  FOREIGN KEY (institution, contract, user_id) REFERENCES customer,
  FOREIGN KEY (institution, serial) REFERENCES token,
  CHECK ((kind = 'SOFTWARE') = (app_user_id IS NOT NULL)),
  CHECK (kind <> 'SOFTWARE' OR serial IS NOT NULL),
  CHECK ((ended_at IS NOT NULL) = (state IN ('USED', 'WITHDRAWN', 'REPLACED', 'REVOKED')))
) WITH (fillfactor = 80);
-- One of a kind under way for a user; what has to be done is found by its state.
CREATE UNIQUE INDEX issue_open ON issue (institution, contract, user_id, kind)
  WHERE ended_at IS NULL;
CREATE INDEX issue_requested ON issue (institution, issued_at) WHERE state = 'REQUESTED';
CREATE INDEX issue_receipt ON issue (institution, contract, user_id, receipt_number);
CREATE INDEX issue_serial ON issue (institution, serial) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON issue TO kagimori;

-- The phone that has a token's seed: what it opens answers and signs renewals with.
CREATE TABLE device (
  institution   text        NOT NULL,
  serial        text        NOT NULL,
  sealing_key   bytea       NOT NULL,
  signing_key   bytea       NOT NULL,
  app_version   text        NOT NULL,
  activated_at  timestamptz NOT NULL,
  PRIMARY KEY (institution, serial),
  FOREIGN KEY (institution, serial) REFERENCES token ON DELETE CASCADE
);
CREATE INDEX device_signing_key ON device (institution, signing_key);
GRANT SELECT, INSERT, DELETE ON device TO kagimori;

-- Receipts of issues: no token may be known yet, nor a login choice.
ALTER TABLE receipt ALTER COLUMN serial DROP NOT NULL, ALTER COLUMN login_otp DROP NOT NULL;
