-- Contracts whose users show a client certificate when they log in (D2), and the SHA-256 of theirs.
ALTER TABLE contract ADD by_certificate boolean NOT NULL DEFAULT false;
ALTER TABLE customer ADD certificate text;
