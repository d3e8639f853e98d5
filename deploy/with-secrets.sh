#!/bin/sh
# Starts a program that takes its secrets from variables only:
#
#   with-secrets.sh <program> [arguments]
#
# For each variable <NAME>_FILE that names a file in /run/secrets, <NAME> becomes what stands in that file, for the program alone. Nobody
# who looks at the container reads the secret in its settings. An empty file is a secret that is not set.
set -eu
for pair in $(env | sed -n 's#^\([A-Z][A-Z0-9_]*\)_FILE=\(/run/secrets/[^ ]*\)$#\1=\2#p'); do
  name=${pair%%=*}
  value=$(cat "${pair#*=}")
  unset "${name}_FILE"
  [ -z "$value" ] || export "$name=$value"
done
exec "$@"
