-- psql runs this once, when the Postgres container starts on an empty volume. It creates a role for Beian's migrations, which owns
-- Beian's database; a role for API and workers, to which every migration gives what it needs; and, where a Temporal server uses this
-- Postgres, a role for it, which creates its own databases. None is a superuser, and none can connect to the other's databases. On any
-- other Postgres 16 or newer run it by hand as a superuser, with the variables in the environment and the passwords in files.
\getenv beian_role BEIAN_DATABASE_USER
\set beian_password `cat /run/secrets/beian_database_password`
\getenv runtime_role BEIAN_RUNTIME_USER
\set runtime_password `cat /run/secrets/beian_runtime_password`
\getenv beian_database BEIAN_DATABASE
\getenv temporal_role TEMPORAL_POSTGRES_USER
\set temporal_password `cat /run/secrets/temporal_postgres_password`

CREATE ROLE :"beian_role" LOGIN PASSWORD :'beian_password';
CREATE ROLE :"runtime_role" LOGIN PASSWORD :'runtime_password';
CREATE DATABASE :"beian_database" OWNER :"beian_role";
REVOKE ALL ON DATABASE :"beian_database" FROM PUBLIC;

-- Without a password nobody can sign in as it.
CREATE ROLE :"temporal_role" LOGIN CREATEDB PASSWORD :'temporal_password';
