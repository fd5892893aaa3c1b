-- Every table belongs to an institution, which stands first in every primary key, so that the same
-- schema runs on one server or spread by institution. All times are told by the service.

CREATE TABLE institution (
  institution  text PRIMARY KEY CHECK (institution ~ '^[a-z][a-z0-9-]{1,31}$')
);

CREATE TABLE terms (
  institution     text        NOT NULL REFERENCES institution,
  effective_from  timestamptz NOT NULL,
  body            jsonb       NOT NULL,
  PRIMARY KEY (institution, effective_from)
);

-- Keys under which seeds lie sealed; themselves sealed under a key that is not in the database.
CREATE TABLE data_key (
  institution  text        NOT NULL REFERENCES institution,
  version      int         NOT NULL CHECK (version > 0),
  wrapped      bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (institution, version)
);

-- Front ends and what proves them.
CREATE TABLE client (
  institution  text        NOT NULL REFERENCES institution,
  client       text        NOT NULL CHECK (client ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  key_hash     bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  PRIMARY KEY (institution, client)
);

CREATE TABLE contract (
  institution           text NOT NULL REFERENCES institution,
  contract              text NOT NULL,
  kind                  text NOT NULL CHECK (kind IN ('PERSONAL', 'BUSINESS')),
  declared_daily_limit  bigint CHECK (declared_daily_limit >= 0),
  registered_mail       text,
  otp_required_from     timestamptz,
  PRIMARY KEY (institution, contract)
);

-- The users of a contract ("user" is a word of SQL).
CREATE TABLE customer (
  institution     text NOT NULL,
  contract        text NOT NULL,
  user_id         text NOT NULL,
  role            text NOT NULL CHECK (role IN ('PERSONAL', 'MASTER', 'GENERAL')),
  failed_starts   int  NOT NULL DEFAULT 0 CHECK (failed_starts >= 0),
  failed_day      date,
  failed_today    int  NOT NULL DEFAULT 0 CHECK (failed_today >= 0),
  starts_stopped  timestamptz,
  open_exchange   uuid,
  PRIMARY KEY (institution, contract, user_id),
  FOREIGN KEY (institution, contract) REFERENCES contract
) WITH (fillfactor = 80);

-- All that decides a code stands in this one row.
CREATE TABLE token (
  institution              text     NOT NULL REFERENCES institution,
  serial                   text     NOT NULL CHECK (serial ~ '^[A-Z0-9]{6,20}$'),
  kind                     text     NOT NULL CHECK (kind IN ('HARDWARE', 'SOFTWARE')),
  algorithm                text     NOT NULL CHECK (algorithm IN ('SHA1', 'SHA256', 'SHA512')),
  digits                   smallint NOT NULL CHECK (digits BETWEEN 6 AND 8),
  step_seconds             smallint NOT NULL CHECK (step_seconds BETWEEN 1 AND 120),
  sealed_seed              bytea    NOT NULL,
  key_version              int      NOT NULL,
  state                    text     NOT NULL CHECK (state IN
    ('IN_STOCK', 'ALLOCATED', 'ISSUED', 'ACTIVATED', 'IN_USE', 'RELEASED', 'REVOKED', 'RETIRED')),
  suspension               text     CHECK (suspension IN ('WRONG_CODES', 'STAFF')),
  owner_contract           text,
  owner_user               text,
  valid_until              timestamptz,
  last_step                bigint   NOT NULL DEFAULT -1,
  last_accepted            timestamptz,
  failures_in_row          int      NOT NULL DEFAULT 0 CHECK (failures_in_row >= 0),
  failures_since_accepted  int      NOT NULL DEFAULT 0 CHECK (failures_since_accepted >= 0),
  drift_seconds            int      NOT NULL DEFAULT 0 CHECK (drift_seconds BETWEEN -600 AND 600),
  version                  bigint   NOT NULL DEFAULT 0,
  epoch                    bigint   NOT NULL DEFAULT 0,
  PRIMARY KEY (institution, serial),
  FOREIGN KEY (institution, key_version) REFERENCES data_key,
  FOREIGN KEY (institution, owner_contract, owner_user) REFERENCES customer,
  CHECK ((owner_contract IS NULL) = (owner_user IS NULL)),
  CHECK (owner_user IS NOT NULL OR state NOT IN ('ALLOCATED', 'IN_USE'))
) WITH (fillfactor = 80);

CREATE INDEX token_owner ON token (institution, owner_contract, owner_user)
  WHERE owner_user IS NOT NULL;

-- An accepted step is never taken back, whoever writes.
CREATE FUNCTION token_step_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last_step < OLD.last_step OR NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'the accepted step and the version of a token only rise';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER token_step_rises BEFORE UPDATE ON token
  FOR EACH ROW EXECUTE FUNCTION token_step_rises();

CREATE TABLE registration (
  institution   text        NOT NULL,
  registration  uuid        NOT NULL,
  contract      text        NOT NULL,
  user_id       text        NOT NULL,
  serial        text        NOT NULL,
  login_otp     boolean     NOT NULL,
  opened_at     timestamptz NOT NULL,
  ended_at      timestamptz,
  end_reason    text        CHECK (end_reason IN ('EXCHANGED', 'STOPPED', 'REVOKED')),
  PRIMARY KEY (institution, registration),
  FOREIGN KEY (institution, contract, user_id) REFERENCES customer,
  FOREIGN KEY (institution, serial) REFERENCES token,
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);

CREATE UNIQUE INDEX registration_of_user ON registration (institution, contract, user_id)
  WHERE ended_at IS NULL;
CREATE UNIQUE INDEX registration_of_token ON registration (institution, serial)
  WHERE ended_at IS NULL;

CREATE TABLE exchange (
  institution   text        NOT NULL,
  exchange      uuid        NOT NULL,
  contract      text        NOT NULL,
  user_id       text        NOT NULL,
  registration  uuid        NOT NULL,
  epoch         bigint      NOT NULL,
  expires_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  PRIMARY KEY (institution, exchange),
  FOREIGN KEY (institution, contract, user_id) REFERENCES customer,
  FOREIGN KEY (institution, registration) REFERENCES registration
);

CREATE INDEX exchange_expiry ON exchange (expires_at);

CREATE TABLE receipt (
  institution      text        NOT NULL REFERENCES institution,
  business_day     date        NOT NULL,
  number           int         NOT NULL CHECK (number BETWEEN 0 AND 9999999),
  accepted_at      timestamptz NOT NULL,
  operation        text        NOT NULL,
  contract         text        NOT NULL,
  user_id          text        NOT NULL,
  serial           text        NOT NULL,
  previous_serial  text,
  login_otp        boolean     NOT NULL,
  PRIMARY KEY (institution, business_day, number)
);

-- Receipt numbers are given out in blocks, so that no row is hot.
CREATE TABLE receipt_block (
  institution   text NOT NULL REFERENCES institution,
  business_day  date NOT NULL,
  next_number   int  NOT NULL,
  PRIMARY KEY (institution, business_day)
);

CREATE TABLE idempotency (
  institution  text        NOT NULL REFERENCES institution,
  client       text        NOT NULL,
  method       text        NOT NULL,
  path         text        NOT NULL,
  key          text        NOT NULL,
  fingerprint  bytea       NOT NULL,
  answer       json,  -- as it was given, to the letter
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (institution, client, method, path, key)
);

CREATE INDEX idempotency_age ON idempotency (created_at);

-- Verifications that carried a reference, for as long as a repeat gets the first answer.
CREATE TABLE attempt (
  institution  text        NOT NULL REFERENCES institution,
  client       text        NOT NULL,
  reference    uuid        NOT NULL,
  fingerprint  bytea       NOT NULL,
  answer       json        NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (institution, client, reference)
);

CREATE INDEX attempt_age ON attempt (at);

CREATE TABLE audit (
  institution  text        NOT NULL,
  id           bigint      GENERATED ALWAYS AS IDENTITY,
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
  PRIMARY KEY (institution, id)
);

CREATE INDEX audit_verifications ON audit (institution, contract, user_id, id DESC)
  WHERE action = 'VERIFY';

CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('kagimori_changes', TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE TRIGGER terms_changed AFTER INSERT OR UPDATE OR DELETE ON terms
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
CREATE TRIGGER client_changed AFTER INSERT OR UPDATE OR DELETE ON client
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();

-- The service's own role: it works on rows, never on the schema, and audit only grows.
GRANT SELECT, INSERT ON institution, terms, data_key, client, contract, customer, token,
  registration, exchange, receipt, receipt_block, idempotency, attempt, audit TO kagimori;
GRANT UPDATE ON terms, client, contract, customer, token, registration, exchange, receipt_block,
  idempotency, attempt TO kagimori;
GRANT DELETE ON exchange, idempotency, attempt TO kagimori;
