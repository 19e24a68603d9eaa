#!/bin/sh
# Starts a Sentinel that watches the master at $REDIS_MASTER ("host port"), found by name. Arguments go to redis-server. A Sentinel keeps
# what it learns in its configuration file, so that is written only once, except for the password: start.sh.
set -eu
umask 077
until [ -s "$REDIS_PEERS/password" ]; do sleep 0.2; done
[ -s sentinel.conf ] || cat >sentinel.conf <<END
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel monitor shop $REDIS_MASTER 2
sentinel auth-user shop peer
sentinel down-after-milliseconds shop 2000
sentinel failover-timeout shop 6000
END
{ grep -v '^sentinel auth-pass ' sentinel.conf && echo "sentinel auth-pass shop $(cat "$REDIS_PEERS/password")"; } >sentinel.conf.new
mv sentinel.conf.new sentinel.conf
exec "${REDIS_SERVER:-redis-server}" "$PWD/sentinel.conf" --sentinel "$@"
