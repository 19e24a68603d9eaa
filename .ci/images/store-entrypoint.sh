#!/bin/sh
# `docker run redis --port 7000` and `docker run redis my.conf` mean the server. Root is given up before it starts.
set -e

case ${1-} in
  '' | -* | *.conf) set -- "$STORE-server" "$@" ;;
esac
case $1 in
  *-server) ;;
  *) exec "$@" ;;
esac

server=$1
shift
# Protected mode would answer nobody outside this container. The official images are built without it. First of the
# options, so that one given by hand wins; the server wants its configuration file before any of them.
case ${1-} in
  '' | -*) set -- --protected-mode no "$@" ;;
  *)
    file=$1
    shift
    set -- "$file" --protected-mode no "$@"
    ;;
esac
set -- "$server" "$@"

if [ "$(id -u)" = 0 ]; then
  chown -R "$STORE:$STORE" .
  set -- setpriv --reuid="$STORE" --regid="$STORE" --clear-groups "$@"
fi
exec "$@"
