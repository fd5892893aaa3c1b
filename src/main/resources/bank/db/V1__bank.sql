-- What the reference bank keeps of its own; nothing of the token service.
CREATE TABLE customer (
  institution text NOT NULL,
  login_id text NOT NULL,
  contract text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('PERSONAL', 'MASTER', 'GENERAL')),
  name_ja text NOT NULL,
  name_en text NOT NULL,
  mail text NOT NULL,
  login_hash text NOT NULL,
  own_hash text NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  PRIMARY KEY (institution, login_id),
  UNIQUE (institution, contract, user_id)
);

CREATE TABLE account (
  institution text NOT NULL,
  number text NOT NULL,
  contract text NOT NULL,
  kind text NOT NULL,
  balance bigint NOT NULL CHECK (balance >= 0),
  PRIMARY KEY (institution, number)
);
CREATE INDEX account_of_contract ON account (institution, contract);

CREATE TABLE payee (
  institution text NOT NULL,
  contract text NOT NULL,
  id integer NOT NULL,
  bank_name text NOT NULL,
  account text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (institution, contract, id)
);

CREATE SEQUENCE receipt MINVALUE 1 MAXVALUE 9999999 CYCLE;

CREATE TABLE payment (
  institution text NOT NULL,
  id uuid NOT NULL,
  contract text NOT NULL,
  user_id text NOT NULL,
  kind text NOT NULL,
  from_account text NOT NULL,
  to_text text NOT NULL,
  to_new_payee boolean NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  day date NOT NULL,
  at timestamptz NOT NULL,
  receipt text NOT NULL,
  PRIMARY KEY (institution, id)
);
CREATE INDEX payment_of_day ON payment (institution, contract, day);

CREATE TABLE login (
  institution text NOT NULL,
  contract text NOT NULL,
  user_id text NOT NULL,
  at timestamptz NOT NULL,
  channel text NOT NULL,
  with_code boolean NOT NULL,
  PRIMARY KEY (institution, contract, user_id, at)
);

CREATE TABLE contract (
  institution text NOT NULL,
  contract text NOT NULL,
  daily_limit bigint,
  otp_required_from timestamptz,
  PRIMARY KEY (institution, contract)
);
