#!/bin/sh
# Runs what was mounted into /docker-entrypoint.d before nginx starts, but not before `docker run nginx sh`.
set -e

# shellcheck disable=SC1090
if [ "${1-}" = nginx ]; then
  for file in /docker-entrypoint.d/*; do
    [ -x "$file" ] || continue
    case $file in
      *.envsh) . "$file" ;;
      *.sh) "$file" ;;
    esac
  done
fi
exec "$@"
