#!/bin/sh
# Starts Redis with a fresh password, which the shops read from $REDIS_ACCESS/password whenever they connect. Arguments go to
# redis-server. Only a user with the shop's own commands and keys can sign in: users.acl. There the user "default" is off, and may do
# everything all the same: Redis replays the transactions in its log as that user, and skips in silence what it may not do (7.0
# and 8.0 do; Valkey 9 does not).
set -eu
here=$(dirname "$0")
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

password=$(secret)
# The observer may only read figures (INFO). Its exporter reads the password once, so that stays while the folder is kept.
observer=$(cat "$REDIS_ACCESS/observer" 2>/dev/null || secret)

umask 077
sed "s/OBSERVER_PASSWORD/$observer/; s/PASSWORD/$password/" "$here/users.acl" >"$REDIS_ACCESS/users.acl"
printf %s "$password" >"$REDIS_ACCESS/password.new"
printf %s "$observer" >"$REDIS_ACCESS/observer"
printf '{"redis://observer@redis:6379":"%s"}' "$observer" >"$REDIS_ACCESS/observer.json"
# whoever can enter the folder may read them: the shops and the exporter run as other users
chmod 644 "$REDIS_ACCESS/password.new" "$REDIS_ACCESS/observer.json"
mv "$REDIS_ACCESS/password.new" "$REDIS_ACCESS/password"

exec "${REDIS_SERVER:-redis-server}" "$here/redis.conf" --aclfile "$REDIS_ACCESS/users.acl" "$@"
