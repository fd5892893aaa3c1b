-- Run once by psql, as the superuser, when the volume is new: the two roles and the database.
\set ON_ERROR_STOP on
\set owner_password `cat /run/secrets/owner_password`
\set service_password `cat /run/secrets/service_password`

CREATE ROLE kagimori_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
  PASSWORD :'owner_password';
CREATE ROLE kagimori LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
  PASSWORD :'service_password';
CREATE DATABASE kagimori OWNER kagimori_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE kagimori FROM PUBLIC;
GRANT CONNECT ON DATABASE kagimori TO kagimori;

\connect kagimori
REVOKE ALL ON SCHEMA public FROM PUBLIC;
