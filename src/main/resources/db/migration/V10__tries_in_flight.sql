-- Of the tries at a start password that are charged, those known to have been wrong, and when one
-- was charged last: a right password that comes while others are being compared is not called locked.
ALTER TABLE throttle
  ADD COLUMN confirmed  int         NOT NULL DEFAULT 0 CHECK (confirmed >= 0),
  ADD COLUMN charged_at timestamptz NOT NULL DEFAULT now();
