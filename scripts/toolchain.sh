# Sourced by the scripts beside it, with $root set: puts a fitting Node and pnpm first on PATH, fetching them from npm into
# .lab/toolchain/ where the machine has none, and installs the libraries when the lockfile has changed. What it would need from
# the machine's own packages it asks for; --yes among the arguments, or CI=true, is consent.

toolchain=$root/.lab/toolchain
node_version=$(cat "$root/.node-version")
pnpm_version=$(sed -n 's/.*"packageManager": "pnpm@\([^"]*\)".*/\1/p' "$root/package.json")
# what runs TypeScript as it is and is what we are tested on: .node-version's major or newer
node_major=${node_version%%.*}

node_fits() {
  command -v node >/dev/null 2>&1 || return 1
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -ge "$node_major" ]
}

pnpm_fits() {
  command -v pnpm >/dev/null 2>&1 && [ "$(cd "$root" && pnpm --version 2>/dev/null)" = "$pnpm_version" ]
}

# What would install a library on this machine, in one command.
libatomic_command() {
  if command -v apt-get >/dev/null 2>&1; then echo "apt-get install libatomic1"; else echo "dnf install libatomic"; fi
}

# Said in advance by --yes or CI=true, else asked on a terminal; where there is none, no.
agrees() {
  if [ "$yes" = true ]; then return 0; fi
  if [ ! -t 0 ] || [ ! -t 2 ]; then return 1; fi
  printf '%s [y/N] ' "$1" >&2
  read -r answer || answer=
  case $answer in y | Y | yes) return 0 ;; *) return 1 ;; esac
}

# Node 26's own builds for Linux are linked against libatomic, which a small Debian does not have.
require_libatomic() {
  command -v ldconfig >/dev/null 2>&1 || return 0
  if ldconfig -p | grep -q 'libatomic\.so\.1 '; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    if agrees "Node $node_version needs the library libatomic, which is not here. Install libatomic1 with apt-get?"; then
      echo "· installing libatomic1 with apt-get" >&2
      mkdir -p "$root/.lab"
      # in a session of its own: what ends this script must not end apt-get halfway
      if setsid --wait sh "$root/scripts/apt-install.sh" libatomic1 >"$root/.lab/apt.log" 2>&1; then return 0; fi
      echo "lab: apt-get could not install libatomic1:" >&2
      tail -n 5 "$root/.lab/apt.log" >&2
      exit 1
    fi
    echo "lab: Node $node_version needs the library libatomic, which is not here." >&2
    echo "     Install it ($(libatomic_command)) and try again, or let the lab do it: --yes" >&2
    exit 1
  fi
  echo "lab: Node $node_version needs the library libatomic, which is not here." >&2
  echo "     Install it (sudo $(libatomic_command)) and try again." >&2
  exit 1
}

fetch_toolchain() {
  if ! command -v npm >/dev/null 2>&1; then
    echo "lab: this needs Node $node_major or newer, and there is no npm here to fetch it with." >&2
    echo "     Install Node $node_major (https://nodejs.org) and try again." >&2
    exit 1
  fi
  require_libatomic
  found=$(node --version 2>/dev/null || echo none)
  echo "· Node here: $found; fetching Node $node_version and pnpm $pnpm_version into .lab/toolchain/ (once)" >&2
  # the script of npm's package node is what puts Node in its place, and many users' .npmrc forbids scripts
  npm install --prefix "$toolchain" --no-save --no-audit --no-fund --loglevel=error --ignore-scripts=false \
    "node@$node_version" "pnpm@$pnpm_version" >&2
  # the shell remembers where it found the programs before
  hash -r
  if ! node_fits || ! pnpm_fits; then
    echo "lab: npm did not put Node $node_version and pnpm $pnpm_version into .lab/toolchain/." >&2
    echo "     Remove that folder and try again, or install both yourself (https://nodejs.org, https://pnpm.io)." >&2
    exit 1
  fi
}

yes=${CI:-}
for argument in "$@"; do
  if [ "$argument" = --yes ]; then yes=true; fi
done

# what an installation that was killed has left would keep every package on this machine from starting its service
if [ -e /usr/sbin/policy-rc.d ]; then sh "$root/scripts/apt-install.sh"; fi

PATH=$toolchain/node_modules/.bin:$PATH:/usr/sbin:/sbin
export PATH
if ! node_fits || ! pnpm_fits; then
  fetch_toolchain
fi

# the copy tells which lockfile the libraries were installed from
installed=$root/node_modules/.installed-lock.yaml
if ! cmp -s "$root/pnpm-lock.yaml" "$installed"; then
  echo "· installing the libraries (once)" >&2
  if ! said=$(cd "$root" && CI=true pnpm install --frozen-lockfile --reporter=append-only 2>&1); then
    echo "lab: pnpm cannot install the libraries:" >&2
    printf '%s\n' "$said" | tail -n 20 >&2
    exit 1
  fi
  cp "$root/pnpm-lock.yaml" "$installed"
fi
