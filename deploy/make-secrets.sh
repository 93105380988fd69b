#!/bin/sh
# Makes the secrets that docker-compose.yml hands to the services, once: those that are there are kept.
set -eu
umask 077
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
cd "$folder"

# Read by other users inside the containers; on this machine the folder lets nobody else in.
# It has its name only once it is whole: an empty one would stay, and be no secret.
keep() {
  file="$1"
  shift
  if [ -s "$file" ]; then return; fi
  "$@" > "$file.new"
  chmod 0644 "$file.new"
  mv "$file.new" "$file"
}

keep eventstore_password openssl rand -hex 24
keep postgres_password openssl rand -hex 24
keep master_key openssl rand -base64 32

esdb="esdb://admin:$(cat eventstore_password)"
keep event_store printf '%s@eventstore:2113?tls=true&tlsCAFile=/authority/ca.crt' "$esdb"
keep event_store_cluster \
  printf '%s@eventstore:2113,eventstore-2:2113,eventstore-3:2113?tls=true&tlsCAFile=/authority/ca.crt' "$esdb"
keep read_database printf 'postgres://seatledger:%s@postgres:5432/seatledger' "$(cat postgres_password)"

echo "The secrets are in $(pwd). Keep a copy of master_key apart from every backup: without it no name can be read."
