#!/bin/sh
# Starts Redis with a fresh password, which the shops read from $REDIS_ACCESS/password whenever they connect. Arguments go to
# redis-server. Only a user with the shop's own commands and keys can sign in: users.acl. There the user "default" is off, and may do
# everything all the same: Redis replays the transactions in its log as that user, and skips in silence what it may not do (7.0
# and 8.0 do; Valkey 9 does not).
set -eu
here=$(dirname "$0")
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
password=$(secret)

umask 077
sed "s/PASSWORD/$password/" "$here/users.acl" >"$REDIS_ACCESS/users.acl"
printf %s "$password" >"$REDIS_ACCESS/password.new"
# whoever can enter the folder may read it: the shops run as another user
chmod 644 "$REDIS_ACCESS/password.new"
mv "$REDIS_ACCESS/password.new" "$REDIS_ACCESS/password"

# For an exporter of figures (compose.observe.yml), in a folder of its own: a user that may read INFO and nothing else. The exporter
# reads its password only once, so that stays for as long as the folder does.
if [ -n "${OBSERVER_ACCESS-}" ]; then
  [ -s "$OBSERVER_ACCESS/password" ] || secret >"$OBSERVER_ACCESS/password"
  observer=$(cat "$OBSERVER_ACCESS/password")
  echo "user observer reset on >$observer -@all +ping +hello +auth +info" >>"$REDIS_ACCESS/users.acl"
  printf '{"redis://observer@redis:6379":"%s"}' "$observer" >"$OBSERVER_ACCESS/exporter.json"
  chmod 644 "$OBSERVER_ACCESS/exporter.json"
fi

exec "${REDIS_SERVER:-redis-server}" "$here/redis.conf" --aclfile "$REDIS_ACCESS/users.acl" "$@"
