#!/bin/sh
# `docker run node --version` and `docker run node app.ts` mean node, `docker run node npm ci` means npm.
set -e

case ${1-} in
  -*) set -- node "$@" ;;
  *) [ -x "$(command -v "${1-}")" ] || set -- node "$@" ;;
esac
exec "$@"
