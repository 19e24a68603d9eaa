#!/bin/sh
# Starts Redis with the users of users.acl and the password of the Secret, as a hash. Arguments go to redis-server.
set -eu
umask 077
password=$(cat /run/secrets/redis/password)
hash=$(printf %s "$password" | sha256sum | cut -d' ' -f1)
sed "s/>PASSWORD/#$hash/" /etc/redis/users.acl >/tmp/users.acl
exec redis-server /etc/redis/redis.conf --aclfile /tmp/users.acl "$@"
