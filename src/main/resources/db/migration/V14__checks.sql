-- Fobs that an account has had checked since its present minute began.
CREATE TABLE check_pace (
  institution  text        NOT NULL REFERENCES institution,
  client       text        NOT NULL,
  count        int         NOT NULL CHECK (count > 0),
  ends_at      timestamptz NOT NULL,
  PRIMARY KEY (institution, client)
);
GRANT SELECT, INSERT, UPDATE ON check_pace TO kagimori;

-- A stock-taking: of what place, and what came of it.
CREATE TABLE taking (
  institution  text        NOT NULL REFERENCES institution,
  taking       uuid        NOT NULL,
  branch       text,
  box          text,
  shelf        text,
  delivery     int,
  opened_at    timestamptz NOT NULL,
  opened_by    text        NOT NULL,
  expected     int         NOT NULL,
  found        int         NOT NULL DEFAULT 0,
  surplus      int         NOT NULL DEFAULT 0,
  closed_at    timestamptz,
  closed_by    text,
  PRIMARY KEY (institution, taking)
);
CREATE INDEX taking_open ON taking (institution) WHERE closed_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON taking TO kagimori;

-- What the books said lies there when the taking began, and what was seen. When it is closed, what
-- agreed is counted, and goes.
CREATE TABLE taking_fob (
  institution  text        NOT NULL,
  taking       uuid        NOT NULL,
  serial       text        NOT NULL,
  expected     boolean     NOT NULL,
  seen_at      timestamptz,
  seen_by      text,
  PRIMARY KEY (institution, taking, serial),
  FOREIGN KEY (institution, taking) REFERENCES taking
);
CREATE INDEX taking_missing ON taking_fob (institution, taking, serial)
  WHERE expected AND seen_at IS NULL;
CREATE INDEX taking_surplus ON taking_fob (institution, taking, serial) WHERE NOT expected;
GRANT SELECT, INSERT, UPDATE, DELETE ON taking_fob TO kagimori;
