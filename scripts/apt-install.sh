#!/bin/sh
# As root on Debian and its kin: apt-install.sh PACKAGE… installs packages without starting their services, which would take
# port 80 or 6379 and stay. Without a package it only removes what a run that was killed has left.
set -eu

# Programs that install packages ask it whether a service may be started (Debian policy 9.11).
policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}
mark="# written by sticky-or-shared's apt-install.sh, process"

# A file of ours whose process is gone: that run was killed by a signal that nobody can handle. Ordinary users leave it to root.
writer=$(sed -n "s/^$mark //p" "$policy" 2>/dev/null || true)
if [ -n "$writer" ] && [ -w "$(dirname "$policy")" ] && ! grep -qs apt-install "/proc/$writer/cmdline"; then
  rm -f "$policy"
fi
[ $# -gt 0 ] || exit 0

if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  # dash runs no EXIT trap when a signal ends it
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  printf '#!/bin/sh\n%s %s\nexit 101\n' "$mark" $$ >"$policy"
  chmod +x "$policy"
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
