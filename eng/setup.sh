# Sourced by ./roundtable and ./test: installs what the program needs and says what it cannot install.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
  echo "Roundtable needs the .NET 10 SDK (command 'dotnet'). Install it from https://dot.net and run this again." >&2
  exit 69
fi

if ! ldconfig -p 2>/dev/null | grep -q 'libicuuc\.so'; then
  echo "Installing ICU (Debian package libicu)…" >&2
  { apt-get update -qq && apt-get install -y -qq "$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)"; } >/dev/null || {
    echo "Roundtable needs ICU to compare texts. Install it ('apt-get install libicu72' as root, or your release's number) and run this again." >&2
    exit 69
  }
fi

# Servers and tools that only the tests need: with setup_for_tests.
setup_for_tests() {
  local missing=()
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v go >/dev/null || missing+=(golang-go)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  command -v slurmctld >/dev/null || missing+=(slurmctld slurmd slurm-client munge)
  [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ] || missing+=(golang-golang-x-mod-dev)
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing for the tests: ${missing[*]}…" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null || {
    echo "The tests need ${missing[*]}. Install them ('apt-get install ${missing[*]}' as root) and run this again." >&2
    exit 69
  }
}
