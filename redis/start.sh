#!/bin/sh
# Starts Redis with a fresh password, which the shops read from $REDIS_ACCESS/password whenever they connect. Arguments go to
# redis-server. Only a user with the shop's own commands and keys can sign in: users.acl. There the user "default" is off, and may do
# everything all the same: Redis replays the transactions in its log as that user, and skips in silence what it may not do (7.0
# and 8.0 do; Valkey 9 does not).
set -eu
here=$(dirname "$0")
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')

umask 077
sed "s/PASSWORD/$password/" "$here/users.acl" >"$REDIS_ACCESS/users.acl"
printf %s "$password" >"$REDIS_ACCESS/password.new"
# whoever can enter the folder may read it: the shops run as another user
chmod 644 "$REDIS_ACCESS/password.new"
mv "$REDIS_ACCESS/password.new" "$REDIS_ACCESS/password"

exec "${REDIS_SERVER:-redis-server}" "$here/redis.conf" --aclfile "$REDIS_ACCESS/users.acl" "$@"
