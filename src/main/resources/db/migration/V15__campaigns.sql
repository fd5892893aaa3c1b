-- Swap campaigns: whose fobs are replaced, by which, and how far that is. What became of the fobs
-- stands in their own rows and registrations alone.
CREATE TABLE campaign (
  institution   text        NOT NULL REFERENCES institution,
  campaign      int         GENERATED ALWAYS AS IDENTITY,
  name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  state         text        NOT NULL DEFAULT 'DRAFT' CHECK (state IN
    ('DRAFT', 'ALLOCATING', 'ALLOCATED', 'UNDOING', 'CLOSED')),
  paused        boolean     NOT NULL DEFAULT false,
  whom          jsonb       NOT NULL,
  replace_with  text[]      NOT NULL CHECK (cardinality(replace_with) BETWEEN 1 AND 20),
  from_branch   text        NOT NULL,
  old_until     date        NOT NULL,
  remind_days   int[]       NOT NULL CHECK (cardinality(remind_days) <= 9),
  language      text        NOT NULL CHECK (language IN ('JA', 'EN')),
  made_at       timestamptz NOT NULL,
  made_by       text        NOT NULL,
  PRIMARY KEY (institution, campaign),
  UNIQUE (institution, name)
);
GRANT SELECT, INSERT ON campaign TO kagimori;
GRANT UPDATE (state, paused) ON campaign TO kagimori;

-- Numbered in the order in which users are held. Neither users nor fobs are ever deleted, so that a
-- hundred thousand rows need not be held against their tables.
CREATE TABLE campaign_member (
  institution  text        NOT NULL,
  campaign     int         NOT NULL,
  member       int         NOT NULL CHECK (member > 0),
  contract     text        NOT NULL,
  user_id      text        NOT NULL,
  old_serial   text        NOT NULL,
  new_serial   text,
  left_out     text        CHECK (left_out IN ('ON_ITS_WAY', 'SUSPENDED', 'IN_CAMPAIGN', 'CHANGED')),
  reminded     smallint    NOT NULL DEFAULT 0 CHECK (reminded BETWEEN 0 AND 9),
  retired_at   timestamptz,
  returned_at  timestamptz,
  PRIMARY KEY (institution, campaign, member),
  CHECK (new_serial IS NULL OR left_out IS NULL)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX campaign_member_old ON campaign_member (institution, old_serial, campaign);
GRANT SELECT, INSERT ON campaign_member TO kagimori;
GRANT UPDATE (new_serial, left_out, reminded, retired_at, returned_at) ON campaign_member TO kagimori;
