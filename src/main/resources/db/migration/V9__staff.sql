-- People at the institution and what proves them; a key belongs to one person.
CREATE TABLE staff (
  institution  text        NOT NULL REFERENCES institution,
  account      text        NOT NULL CHECK (account ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  roles        text[]      NOT NULL CHECK (cardinality(roles) BETWEEN 1 AND 6 AND roles <@ ARRAY[
    'HELPDESK', 'TELLER', 'SUPERVISOR', 'STOCK_KEEPER', 'AUDITOR', 'ADMINISTRATOR']),
  key_hash     bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  PRIMARY KEY (institution, account)
);
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OR DELETE ON staff
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
GRANT SELECT, INSERT ON staff TO kagimori;
GRANT UPDATE (revoked_at) ON staff TO kagimori;

-- What one account asks for and another decides on: the act says exactly what will be done.
CREATE TABLE approval (
  institution  text        NOT NULL,
  approval     uuid        NOT NULL,
  act          jsonb       NOT NULL,
  asked_by     text        NOT NULL,
  asked_at     timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  state        text        NOT NULL DEFAULT 'PENDING' CHECK (state IN
    ('PENDING', 'APPROVED', 'REJECTED', 'FAILED')),
  decided_by   text,
  decided_at   timestamptz,
  remark       text,
  failure      text,
  PRIMARY KEY (institution, approval),
  FOREIGN KEY (institution, asked_by) REFERENCES staff,
  FOREIGN KEY (institution, decided_by) REFERENCES staff,
  CHECK ((state = 'PENDING') = (decided_by IS NULL)),
  CHECK ((state = 'PENDING') = (decided_at IS NULL)),
  CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
  -- nobody decides on what they asked for, whoever writes
  CHECK (decided_by IS DISTINCT FROM asked_by)
) WITH (fillfactor = 80);
CREATE INDEX approval_pending ON approval (institution, expires_at) WHERE state = 'PENDING';
CREATE INDEX approval_age ON approval (institution, asked_at);
CREATE INDEX approval_end ON approval (expires_at);
GRANT SELECT, INSERT, DELETE ON approval TO kagimori;
GRANT UPDATE (state, decided_by, decided_at, remark, failure) ON approval TO kagimori;

-- When a fob was handed to the post; and since when, and from what, its clock has drifted. Of fobs
-- that were there before, and of app tokens, the latter is not known.
ALTER TABLE token
  ADD COLUMN shipped_at timestamptz,
  ADD COLUMN delivered_at timestamptz,
  ADD COLUMN delivered_drift int;

-- A user's registrations, ended ones too.
CREATE INDEX registration_history ON registration (institution, contract, user_id, opened_at);
