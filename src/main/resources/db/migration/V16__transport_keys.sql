-- What opens a maker's seed file, or closes one for another system: laid down by another account
-- than the one that uses it, sealed, used once, for a day at most.
CREATE TABLE transport_key (
  institution  text        NOT NULL REFERENCES institution,
  name         text        NOT NULL CHECK (name ~ '^[A-Za-z0-9._-]{1,64}$'),
  key          uuid        NOT NULL,
  kind         text        NOT NULL CHECK (kind IN ('PRE_SHARED', 'PASSWORD', 'PRIVATE_KEY')),
  value        bytea       NOT NULL,
  key_version  int         NOT NULL,
  laid_by      text        NOT NULL,
  laid_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_for     text,  -- the delivery whose import began with it, and may go on with it
  PRIMARY KEY (institution, name)
);
CREATE INDEX transport_key_end ON transport_key (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON transport_key TO kagimori;

-- Seeds that another account has approved to be exported: fetched once, by who asked.
CREATE TABLE seed_export (
  institution  text        NOT NULL,
  approval     uuid        NOT NULL,
  asked_by     text        NOT NULL,
  wanted       jsonb       NOT NULL,
  key          uuid        NOT NULL,
  until        timestamptz NOT NULL,
  fetched_at   timestamptz,
  PRIMARY KEY (institution, approval),
  FOREIGN KEY (institution, asked_by) REFERENCES staff
);
CREATE INDEX seed_export_end ON seed_export (until);
GRANT SELECT, INSERT, DELETE ON seed_export TO kagimori;
GRANT UPDATE (fetched_at) ON seed_export TO kagimori;
