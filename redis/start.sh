#!/bin/sh
# Starts Redis with a fresh password, which the shops read from $REDIS_ACCESS/password whenever they connect. Arguments go to
# redis-server. Only a user with the shop's own commands and keys can sign in: users.acl. There the user "default" is off, and may do
# everything all the same: Redis replays the transactions in its log as that user, and skips in silence what it may not do (7.0
# and 8.0 do; Valkey 9 does not).
#
# With $REDIS_PEER_PASSWORD it is one of several servers that replace each other. They and their Sentinels sign in as "peer", and whoever
# operates them as "operator". All keep the password that the shops were given first, and each has a configuration file of its own,
# which a failover changes. $REDIS_MASTER ("host port") is what a new one copies.
set -eu
here=$(dirname "$0")
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
password=$(secret)
conf=$here/redis.conf acl=$REDIS_ACCESS/users.acl
if [ -n "${REDIS_PEER_PASSWORD-}" ]; then
  conf=$PWD/redis.conf acl=$PWD/users.acl
  [ ! -s "$REDIS_ACCESS/password" ] || password=$(cat "$REDIS_ACCESS/password")
fi

umask 077
sed "s/PASSWORD/$password/" "$here/users.acl" >"$acl"
printf %s "$password" >"$REDIS_ACCESS/password.$$"
# whoever can enter the folder may read it: the shops run as another user
chmod 644 "$REDIS_ACCESS/password.$$"
mv "$REDIS_ACCESS/password.$$" "$REDIS_ACCESS/password"

if [ -n "${REDIS_PEER_PASSWORD-}" ]; then
  for user in peer operator; do echo "user $user reset on >$REDIS_PEER_PASSWORD ~* &* +@all"; done >>"$acl"
  [ -s "$conf" ] || {
    cat "$here/redis.conf"
    echo "masteruser peer"
    echo "masterauth $REDIS_PEER_PASSWORD"
    # changes may wait for a replica that has to copy everything
    echo "repl-diskless-sync-delay 0"
    [ -z "${REDIS_MASTER-}" ] || echo "replicaof $REDIS_MASTER"
  } >"$conf"
fi

# For an exporter of figures (compose.observe.yml), in a folder of its own: a user that may read INFO and nothing else. The exporter
# reads its password only once, so that stays for as long as the folder does.
if [ -n "${OBSERVER_ACCESS-}" ]; then
  [ -s "$OBSERVER_ACCESS/password" ] || secret >"$OBSERVER_ACCESS/password"
  observer=$(cat "$OBSERVER_ACCESS/password")
  echo "user observer reset on >$observer -@all +ping +hello +auth +info" >>"$acl"
  printf '{"redis://observer@redis:6379":"%s"}' "$observer" >"$OBSERVER_ACCESS/exporter.json"
  chmod 644 "$OBSERVER_ACCESS/exporter.json"
fi

exec "${REDIS_SERVER:-redis-server}" "$conf" --aclfile "$acl" "$@"
