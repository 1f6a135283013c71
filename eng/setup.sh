# Sourced by ./test and the scripts in bench/ and eng/. The program itself needs the .NET 10 SDK and nothing of this.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
  echo "The .NET 10 SDK (command 'dotnet') is needed. Install it from https://dot.net and try again." >&2
  exit 69
fi

# Installs servers and tools that only the tests need, from Debian's packages, and says so first.
setup_for_tests() {
  local missing=()
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v go >/dev/null || missing+=(golang-go)
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium-headless-shell)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  command -v softhsm2-util >/dev/null || missing+=(softhsm2)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v age >/dev/null || missing+=(age)
  command -v slurmctld >/dev/null || missing+=(slurmctld slurmd slurm-client munge)
  [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ] || missing+=(golang-golang-x-mod-dev)
  ldconfig -p 2>/dev/null | grep -q 'libicuuc\.so' || missing+=("libicu-dev") # its run-time package has another name in every release
  [ ${#missing[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null; then
    echo "The tests also need what Debian's packages ${missing[*]} contain, and there is no apt-get to install them with; tests that use them will fail." >&2
    return
  fi
  echo "Installing for the tests: ${missing[*]}…" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null || {
    echo "The tests need ${missing[*]}. Install them ('apt-get install ${missing[*]}' as root) and run this again." >&2
    exit 69
  }
}
