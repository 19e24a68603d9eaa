# Sourced by the scripts beside it, with $root set: puts a fitting Node and pnpm first on PATH, fetching them from npm into
# .lab/toolchain/ where the machine has none, and installs the libraries when the lockfile has changed.

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

# Node 26's own builds for Linux are linked against libatomic, which a small Debian does not have.
require_libatomic() {
  [ -x /sbin/ldconfig ] || return 0
  if /sbin/ldconfig -p | grep -q 'libatomic\.so\.1 '; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "· Node $node_version needs libatomic1: installing it with apt-get" >&2
    apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends libatomic1 >/dev/null
    return
  fi
  echo "lab: Node $node_version needs the library libatomic, which is not here." >&2
  echo "     Install it (sudo apt-get install libatomic1, or sudo dnf install libatomic) and try again." >&2
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
  npm install --prefix "$toolchain" --no-save --no-audit --no-fund --loglevel=error \
    "node@$node_version" "pnpm@$pnpm_version" >&2
}

PATH=$toolchain/node_modules/.bin:$PATH
export PATH
if ! node_fits || ! pnpm_fits; then
  fetch_toolchain
fi

# the copy tells which lockfile the libraries were installed from
installed=$root/node_modules/.installed-lock.yaml
if ! cmp -s "$root/pnpm-lock.yaml" "$installed"; then
  echo "· installing the libraries (once)" >&2
  (cd "$root" && CI=true pnpm install --frozen-lockfile --reporter=silent) >&2
  cp "$root/pnpm-lock.yaml" "$installed"
fi
