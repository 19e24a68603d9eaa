#!/bin/sh
# Starts Redis as master or as replica, as two of the three Sentinels say. Alone it waits: a Redis that missed a failover would take
# itself for the master and accept orders that nobody else knows.
set -eu
umask 077
domain=redis.shop.svc.cluster.local
password=$(cat /run/secrets/redis/password)

masters() {
  for n in 0 1 2; do
    timeout 2 redis-cli -h "redis-$n.$domain" -p 26379 sentinel get-master-addr-by-name shop 2>/dev/null | head -n 1
  done
}
until master=$(masters | sort | uniq -d | grep .); do sleep 1; done

hash=$(printf %s "$password" | sha256sum | cut -d' ' -f1)
sed "s/>PASSWORD/#$hash/" /etc/redis/users.acl >/tmp/users.acl
# what https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/ gives replicas and Sentinels
cat >>/tmp/users.acl <<USERS
user replica reset on #$hash +ping +psync +replconf
user sentinel reset on #$hash &* +multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info +client|setname +client|kill +script|kill
USERS

me=$(hostname).$domain
[ "$master" = "$me" ] || set -- --replicaof "$master" 6379
# without a delay, because changes may wait for a replica that has to copy everything
exec redis-server /etc/redis/redis.conf --aclfile /tmp/users.acl --repl-diskless-sync-delay 0 \
  --replica-announce-ip "$me" --masteruser replica --masterauth "$password" "$@"
