-- Which batch wrote a token last: after a lost connection the one that sent it finds its own again.
ALTER TABLE token ADD COLUMN batch bigint NOT NULL DEFAULT 0;
