#!/bin/sh
# Starts a Sentinel that watches the master at $REDIS_MASTER ("host port"), found by name. Arguments go to redis-server. A Sentinel keeps
# what it learns in its configuration file, so that is written only once.
set -eu
umask 077
[ -s sentinel.conf ] || cat >sentinel.conf <<END
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel monitor shop $REDIS_MASTER 2
sentinel auth-user shop peer
sentinel auth-pass shop $REDIS_PEER_PASSWORD
sentinel down-after-milliseconds shop 2000
sentinel failover-timeout shop 6000
END
exec "${REDIS_SERVER:-redis-server}" "$PWD/sentinel.conf" --sentinel "$@"
