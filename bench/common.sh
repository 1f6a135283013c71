# Sourced by the benchmark scripts: builds, starts the local model server, and cleans up.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
source "$root/eng/setup.sh"
[ -n "${BENCH:-}" ] || dotnet build "$here/Roundtable.Benchmarks" --configuration Release --nologo --verbosity quiet >/dev/null || exit 1
bench=${BENCH:-$here/Roundtable.Benchmarks/bin/Release/net10.0/Roundtable.Benchmarks}
work=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; rm -rf "$work"' EXIT

# serve LATENCY_MS: starts a server and sets $server to its address.
serve() {
  local out=$work/server-$1-$RANDOM
  "$bench" serve --latency "$1" >"$out" &
  servers+=($!)
  until server=$(head -n 1 "$out") && [ -n "$server" ]; do sleep 0.1; done
}

# stats: what the server answered so far.
stats() { curl -s "${server%/v1}/stats"; echo; }

# median: of the numbers on standard input.
median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
