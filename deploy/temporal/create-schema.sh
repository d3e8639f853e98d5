#!/bin/sh
# Creates or updates the two databases of the Temporal server. A second run changes nothing.
#
# It needs temporal-sql-tool of the server's version on the PATH (temporalio/admin-tools has it) and the variables
# TEMPORAL_POSTGRES_HOST, _PORT, _USER, _PASSWORD, TEMPORAL_DATABASE and TEMPORAL_VISIBILITY_DATABASE, which
# server.yaml.template reads too. The role must be allowed to create databases, or must own two existing ones.
set -eu

SQL_PLUGIN=postgres12
SQL_HOST=$TEMPORAL_POSTGRES_HOST
SQL_PORT=${TEMPORAL_POSTGRES_PORT:-5432}
SQL_USER=${TEMPORAL_POSTGRES_USER:-temporal}
SQL_PASSWORD=$TEMPORAL_POSTGRES_PASSWORD
export SQL_PLUGIN SQL_HOST SQL_PORT SQL_USER SQL_PASSWORD

# prepare <database> <schema>
prepare() {
  SQL_DATABASE=$1
  export SQL_DATABASE
  temporal-sql-tool create-database
  # This fails when the version table exists already. When it fails for another reason, the update below fails too.
  temporal-sql-tool --quiet setup-schema --version 0.0
  temporal-sql-tool update-schema --schema-name "$2"
}

prepare "${TEMPORAL_DATABASE:-temporal}" postgresql/v12/temporal
prepare "${TEMPORAL_VISIBILITY_DATABASE:-temporal_visibility}" postgresql/v12/visibility
