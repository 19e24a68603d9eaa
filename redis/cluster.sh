#!/bin/sh
# Runs beside each node of a cluster while that starts. $REDIS_NODES are all of them ("host:port …", with @port for their bus where
# that is another one than usual), $REDIS_NODE is this one. The first one makes the cluster, half of its nodes masters. A node
# that belongs to a cluster already says where it is now: containers get other addresses when they start again.
set -eu
cli=${REDIS_SERVER:-redis-server}
cli=${cli%-server}-cli
REDISCLI_AUTH=$(cat "$REDIS_PEERS/password")
export REDISCLI_AUTH

host() { echo "${1%%:*}"; }
port() { node=${1#*:} && echo "${node%@*}"; }
# nodes know each other by address, not by name
address() { getent hosts "$(host "$1")" | head -n 1 | cut -d ' ' -f 1; }
ask() { # NODE COMMAND...
  node=$1 && shift
  "$cli" -h "$(host "$node")" -p "$(port "$node")" --user operator "$@" 2>/dev/null
}
until_up() { # NODE; ends with this node's Redis
  until ask "$1" ping | grep -q PONG; do
    kill -0 "$PPID" 2>/dev/null || exit 0
    sleep 0.2
  done
}

until_up "$REDIS_NODE"
if ! ask "$REDIS_NODE" cluster info | grep -q '^cluster_known_nodes:1.$'; then
  for node in $REDIS_NODES; do
    bus=${node##*@}
    [ "$bus" != "$node" ] || bus=
    ask "$REDIS_NODE" cluster meet "$(address "$node")" "$(port "$node")" $bus >/dev/null || true
  done
elif [ "$REDIS_NODE" = "${REDIS_NODES%% *}" ]; then
  set --
  for node in $REDIS_NODES; do
    until_up "$node"
    set -- "$@" "$(address "$node"):${node#*:}"
  done
  "$cli" --user operator --cluster create "$@" --cluster-replicas 1 --cluster-yes
fi
