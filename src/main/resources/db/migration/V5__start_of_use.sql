-- Every row would lock its institution's row for as long as its transaction lasts: one row that all
-- transactions of a bank share, with a list of them kept beside it. An institution is never removed,
-- and who writes these rows has been found to be a client of it.
ALTER TABLE idempotency DROP CONSTRAINT idempotency_institution_fkey;
ALTER TABLE receipt DROP CONSTRAINT receipt_institution_fkey;
ALTER TABLE attempt DROP CONSTRAINT attempt_institution_fkey;

-- The same rows as before (ended_at and end_reason are null together), told so that who asks for a
-- user's open registration is never led through this index, by the institution alone: while a table
-- is small either index looks as good, and the plan is kept when it has grown.
DROP INDEX registration_of_token;
CREATE UNIQUE INDEX registration_of_token ON registration (institution, serial)
  WHERE end_reason IS NULL;
