-- Mails that wait to be sent, or were: written with what they tell of, sent by any instance. To whom
-- and what is sealed; only what staff look for lies in clear.
CREATE TABLE mail (
  institution  text        NOT NULL,
  mail         uuid        NOT NULL,
  kind         text        NOT NULL CHECK (kind ~ '^[A-Z_]{1,40}$'),
  contract     text,
  user_id      text,
  recipient    bytea       NOT NULL,
  content      bytea,  -- none any more when it was sent
  key_version  int         NOT NULL,
  state        text        NOT NULL CHECK (state IN
    ('WAITING', 'SENDING', 'SENT', 'BOUNCED', 'UNKNOWN')),
  tries        int         NOT NULL DEFAULT 0 CHECK (tries >= 0),
  created_at   timestamptz NOT NULL,
  next_at      timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,  -- what is not sent by then never is
  claim        uuid,
  claimed_at   timestamptz,
  sent_at      timestamptz,
  last_status  smallint    CHECK (last_status BETWEEN 100 AND 999),
  reason       text        CHECK (reason ~ '^[A-Z_]{1,40}$'),
  PRIMARY KEY (institution, mail),
  CHECK (content IS NOT NULL OR state = 'SENT'),
  CHECK ((state = 'SENDING') <= (claim IS NOT NULL AND claimed_at IS NOT NULL)),
  CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
  CHECK ((state = 'BOUNCED') <= (reason IS NOT NULL))
);

CREATE INDEX mail_waiting ON mail (institution, next_at) WHERE state = 'WAITING';
CREATE INDEX mail_sending ON mail (institution, claimed_at) WHERE state = 'SENDING';
CREATE INDEX mail_of_institution ON mail (institution, created_at);
CREATE INDEX mail_in_trouble ON mail (institution, created_at)
  WHERE state IN ('BOUNCED', 'UNKNOWN');
CREATE INDEX mail_of_user ON mail (institution, contract, user_id, created_at);
CREATE INDEX mail_age ON mail (created_at);

-- Instances are woken with the commit; they look by themselves, too.
CREATE TRIGGER mail_added AFTER INSERT ON mail
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON mail TO kagimori;
