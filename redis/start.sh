#!/bin/sh
# Starts Redis with a fresh password, which the shops read from $REDIS_ACCESS/password whenever they connect. Arguments go to
# redis-server. Only a user with the shop's own commands and keys can sign in: users.acl. There the user "default" is off, and may do
# everything all the same: Redis replays the transactions in its log as that user, and skips in silence what it may not do (7.0
# and 8.0 do; Valkey 9 does not).
#
# With $REDIS_PEERS, a folder that they share, it is one of several servers that replace each other. The first one to start makes the
# passwords. Servers and Sentinels sign in to each other as "peer", and whoever operates them as "operator". Each server has a
# configuration file of its own, which a failover changes. $REDIS_NAME is the host by which the others find it, $REDIS_MASTER
# ("host port") what a new one copies. With $REDIS_NODES it is a node of a cluster: cluster.sh.
set -eu
here=$(dirname "$0")
umask 077
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
# new_secret FILE MODE HOW: with mv it replaces the file, with ln the file stays where there is one
new_secret() {
  [ "$3" = mv ] || [ ! -s "$1" ] || return 0
  new=$(mktemp "$1.XXXXXX")
  secret >"$new"
  chmod "$2" "$new"
  # another server may have been faster
  "$3" "$new" "$1" || [ "$3" = ln ]
  rm -f "$new"
}

conf=$here/redis.conf acl=$REDIS_ACCESS/users.acl how=mv
[ -z "${REDIS_PEERS-}" ] || conf=$PWD/redis.conf acl=$PWD/users.acl how=ln
# whoever can enter the folder may read it: the shops run as another user
new_secret "$REDIS_ACCESS/password" 644 "$how"
sed "s/PASSWORD/$(cat "$REDIS_ACCESS/password")/" "$here/users.acl" >"$acl"

if [ -n "${REDIS_PEERS-}" ]; then
  new_secret "$REDIS_PEERS/password" 600 ln
  peer_password=$(cat "$REDIS_PEERS/password")
  for user in peer operator; do echo "user $user reset on >$peer_password ~* &* +@all"; done >>"$acl"
  [ -s "$conf" ] || {
    cat "$here/redis.conf"
    echo "masteruser peer"
    # changes may wait for a replica that has to copy everything
    echo "repl-diskless-sync-delay 0"
    [ -z "${REDIS_NAME-}" ] || echo "replica-announce-ip $REDIS_NAME"
    [ -z "${REDIS_MASTER-}" ] || echo "replicaof $REDIS_MASTER"
  } >"$conf"
  # where the passwords were in memory only, all servers have new ones when all have started again
  { grep -v '^masterauth ' "$conf" && echo "masterauth $peer_password"; } >"$conf.new"
  mv "$conf.new" "$conf"
  [ -z "${REDIS_NODES-}" ] || sh "$here/cluster.sh" &
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
