-- What a user's last judgements are read by: codes are judged at start, exchange and stop too.
CREATE INDEX audit_judgements ON audit (institution, contract, user_id, id DESC)
  WHERE action IN ('VERIFY', 'START', 'OPEN_EXCHANGE', 'EXCHANGE_IN', 'STOP');

DROP INDEX audit_verifications;
