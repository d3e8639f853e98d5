-- Run by psql once, when the Postgres container starts on an empty volume: a role for Beian, which owns its database, and a
-- role for the Temporal server, which creates its own. Neither is a superuser, neither can enter what belongs to the other.
-- On any other Postgres 16 or newer: the same by hand as a superuser, with the five variables in the environment.
\getenv beian_role BEIAN_DATABASE_USER
\getenv beian_password BEIAN_DATABASE_PASSWORD
\getenv beian_database BEIAN_DATABASE
\getenv temporal_role TEMPORAL_POSTGRES_USER
\getenv temporal_password TEMPORAL_POSTGRES_PASSWORD

CREATE ROLE :"beian_role" LOGIN PASSWORD :'beian_password';
CREATE DATABASE :"beian_database" OWNER :"beian_role";
REVOKE ALL ON DATABASE :"beian_database" FROM PUBLIC;

CREATE ROLE :"temporal_role" LOGIN CREATEDB PASSWORD :'temporal_password';
