#!/bin/sh
# Starts a Sentinel. What it knows is on the disk, beside Redis's log: after an outage of all three, redis-0 need not be the master.
set -eu
umask 077
domain=redis.shop.svc.cluster.local
known=/data/sentinel.conf

if [ ! -s "$known" ]; then
  # Sentinel ends where it cannot find the master's name, and a pod has one only once it has an address.
  until getent hosts "redis-0.$domain" >/dev/null; do sleep 1; done
  cat >"$known" <<CONF
dir /tmp
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $(hostname).$domain
sentinel monitor shop redis-0.$domain 6379 2
sentinel down-after-milliseconds shop 2000
sentinel failover-timeout shop 10000
sentinel auth-user shop sentinel
CONF
fi
# the secret may be a new one
{ grep -v '^sentinel auth-pass ' "$known" && echo "sentinel auth-pass shop $(cat /run/secrets/redis/password)"; } >"$known.new"
mv "$known.new" "$known"
exec redis-server "$known" --sentinel
