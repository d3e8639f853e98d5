-- psql runs this once, when the Postgres container starts on an empty volume. It creates a role for Beian, which owns Beian's
-- database, and a role for the Temporal server, which creates its own databases. Neither is a superuser, and neither can connect
-- to the other's databases. On any other Postgres 16 or newer run it by hand as a superuser, with the five variables in the
-- environment.
\getenv beian_role BEIAN_DATABASE_USER
\getenv beian_password BEIAN_DATABASE_PASSWORD
\getenv beian_database BEIAN_DATABASE
\getenv temporal_role TEMPORAL_POSTGRES_USER
\getenv temporal_password TEMPORAL_POSTGRES_PASSWORD

CREATE ROLE :"beian_role" LOGIN PASSWORD :'beian_password';
CREATE DATABASE :"beian_database" OWNER :"beian_role";
REVOKE ALL ON DATABASE :"beian_database" FROM PUBLIC;

CREATE ROLE :"temporal_role" LOGIN CREATEDB PASSWORD :'temporal_password';
