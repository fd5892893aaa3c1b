-- Start passwords are forgotten some time after they have ended.
CREATE INDEX issue_password ON issue (password_until) WHERE password_hash IS NOT NULL;

-- What the public door charges for a time: wrong start passwords too, also of user IDs that nobody
-- was given, so that no answer tells one from the other. Keys are HMACs: no address and no user ID
-- in clear.
CREATE TABLE throttle (
  institution  text        NOT NULL REFERENCES institution,
  scope        text        NOT NULL CHECK (scope IN
    ('ADDRESS', 'SERVICE_ID', 'USER_ID', 'SELF_ISSUE')),
  key          bytea       NOT NULL,
  count        int         NOT NULL CHECK (count >= 0),
  ends_at      timestamptz NOT NULL,
  PRIMARY KEY (institution, scope, key)
) WITH (fillfactor = 50);
CREATE INDEX throttle_end ON throttle (ends_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON throttle TO kagimori;

-- The next fob to be set aside.
CREATE INDEX token_in_stock ON token (institution, serial)
  WHERE kind = 'HARDWARE' AND state = 'IN_STOCK';
