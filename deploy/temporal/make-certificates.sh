#!/bin/sh
# Makes an authority of its own for the Temporal server and its clients, and their certificates, with openssl:
#
#   deploy/temporal/make-certificates.sh [folder]
#
# The folder is deploy/certificates unless another is named. What is there already stays: remove a certificate and its key, and run this
# again, to have it renewed; then restart whoever uses it. Certificates are valid for 825 days, the authority for ten years. Move
# temporal-ca-key.pem to a safe place: nothing that runs reads it, and whoever has it can make clients.
set -eu
folder=${1:-$(dirname "$0")/../certificates}
mkdir -p "$folder"
cd "$folder"

if [ ! -f temporal-ca.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Beian Temporal authority' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout temporal-ca-key.pem -out temporal-ca.pem 2>/dev/null
  chmod 600 temporal-ca-key.pem
fi

# $1 name, $2 subject, $3 extensions
certificate() {
  [ -f "$1.pem" ] && return
  extensions=$(mktemp)
  printf '%s\n' "basicConstraints=critical,CA:FALSE" "keyUsage=critical,digitalSignature" "$3" >"$extensions"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$1-key.pem" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA temporal-ca.pem -CAkey temporal-ca-key.pem -CAcreateserial -days 825 -sha256 \
    -extfile "$extensions" -out "$1.pem" 2>/dev/null
  rm -f "$1.csr" "$extensions"
  # Users of other numbers read it within the containers; keep the folder where nobody else on this machine can enter.
  chmod 644 "$1-key.pem"
  echo "made $folder/$1.pem"
}

# The server is a client of its own services, too.
certificate temporal-server temporal 'subjectAltName=DNS:temporal,DNS:localhost,IP:127.0.0.1
extendedKeyUsage=serverAuth,clientAuth'
certificate temporal-client beian 'extendedKeyUsage=clientAuth'
