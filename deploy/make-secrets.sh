#!/bin/sh
# Makes the files of secrets that docker-compose.yml names, where they are missing:
#
#   deploy/make-secrets.sh [folder]
#
# The folder is deploy/secrets unless another is named. What can be made up is made up; what others give you is an empty file to be filled
# in, and stays empty where it is not used. What is there already stays as it is. Users of other numbers read the files within the
# containers, so keep the folder where nobody else on this machine can enter.
set -eu
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
cd "$folder"
umask 022

# $1 name, $2 what makes it up
made_up() {
  [ -e "$1" ] && return
  printf '%s' "$2" >"$1"
  echo "made $folder/$1"
}
given() {
  [ -e "$1" ] && return
  : >"$1"
  echo "fill in $folder/$1 if you use it"
}
key() { openssl rand -base64 32; }
text() { openssl rand -hex 32; }

made_up postgres_password "$(text)"
made_up beian_database_password "$(text)"
made_up beian_runtime_password "$(text)"
made_up beian_master_keys "m1:$(key)"
made_up beian_index_key "$(text)"
made_up beian_payload_keys "p1:$(key)"
made_up beian_link_secret "$(text)"
made_up beian_sms_receipt_tokens "$(text)"
made_up temporal_postgres_password "$(text)"
made_up temporal_ui_cookie_secret "$(openssl rand -hex 16)"
for name in assets_token network_secret smtp_password tencent_secret_id tencent_secret_key alibaba_access_key_id alibaba_access_key_secret \
  liveness_callback_token bureau_accounts bureau_secret bureau_webhook_secret s3_access_key_id s3_secret_access_key \
  beian_audit_seals_access_key_id beian_audit_seals_secret_access_key temporal_api_key temporal_ui_oidc_client_secret \
  oidc_client_secret; do
  given "$name"
done
