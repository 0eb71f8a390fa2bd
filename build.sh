#!/usr/bin/env bash
# Builds, tests and runs CacheActors on a machine that has nothing but the .NET 10 SDK. `./build.sh help` tells more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
# No build process outlives this script.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

# Warnings of the code are errors; what remains is notices of the package registry.
readonly quiet=(-v quiet "-consoleLoggerParameters:ErrorsOnly;NoSummary")
readonly solution=CacheActors.sln cli=src/CacheActors.Cli log=out/build.log

usage() {
  cat <<'END'
./build.sh demo [ARGS]   build, then speak the bundled story into a fresh cache, twice; ARGS go to `cacheactors demo`
./build.sh test          build, check the formatting, run every test
./build.sh bench [ARGS]  run the benchmarks; ARGS go to them
./build.sh build         build everything (Release)
./build.sh help          this text

demo, test and bench install ffmpeg and espeak-ng through the package manager when they are missing.
Exit codes: 0 done, 1 a step failed, 2 usage, 5 the machine lacks something (the message has the command that mends it).
END
}

say() { printf '%s\n' "$*" >&2; }

# step NAME COMMAND...: runs it silently; when it fails, names it and shows what it printed.
step() {
  local name=$1
  shift
  say "$name"
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    say "FAILED: $name ($*)"
    exit 1
  fi
}

need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say "The .NET 10 SDK is missing (there is no \`dotnet\`). Install it: https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 5
  fi
  if ! dotnet --list-sdks | grep -q '^10\.'; then
    say "The .NET 10 SDK is missing; \`dotnet --list-sdks\` has: $(dotnet --list-sdks | cut -d' ' -f1 | xargs)."
    say "Install it: https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 5
  fi
}

# need_tools: ffmpeg and espeak-ng are there afterwards, or the script has ended with the command to run.
need_tools() {
  local missing=() tool
  for tool in ffmpeg espeak-ng; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local install
  if command -v apt-get >/dev/null; then
    install="apt-get install -y --no-install-recommends ${missing[*]}"
  elif command -v dnf >/dev/null; then
    install="dnf install -y ${missing[*]/ffmpeg/ffmpeg-free}"
  elif command -v apk >/dev/null; then
    install="apk add ${missing[*]}"
  elif command -v brew >/dev/null; then
    install="brew install ${missing[*]}"
  else
    say "Missing: ${missing[*]}. Install them with this system's package manager, then run this again."
    exit 5
  fi

  local as_root=()
  if [[ $install != brew* && $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      say "Missing: ${missing[*]}. Run this as root, then run this script again:"
      say "  $install"
      exit 5
    fi
    if ! sudo -n true 2>/dev/null; then
      say "Missing: ${missing[*]}. Run this, then run this script again:"
      say "  sudo $install"
      exit 5
    fi
    as_root=(sudo -n)
  fi
  [[ $install != apt-get* ]] || as_root+=(env DEBIAN_FRONTEND=noninteractive)

  say "Installing ${missing[*]}: ${as_root[*]} $install"
  # shellcheck disable=SC2086 # The command is words.
  if [[ $install == apt-get* ]] && ! "${as_root[@]}" $install >"$log" 2>&1; then
    # The package lists are missing or old.
    step "Updating the package lists" "${as_root[@]}" apt-get update
    step "Installing ${missing[*]}" "${as_root[@]}" $install
  elif [[ $install != apt-get* ]]; then
    step "Installing ${missing[*]}" "${as_root[@]}" $install
  fi

  hash -r
  for tool in "${missing[@]}"; do
    if ! command -v "$tool" >/dev/null; then
      say "FAILED: $tool is still missing after: $install"
      exit 5
    fi
  done
}

build() { step "Building $1 (Release)" dotnet build "$1" -c Release "${quiet[@]}"; }

demo() {
  need_dotnet
  need_tools
  build "$cli"
  local cache=()
  if [[ " $* " != *" --cache"* ]]; then
    cache=(--cache "$PWD/out/demo-$(date +%Y%m%d-%H%M%S)-$$")
  fi
  exec "$cli/bin/Release/net10.0/cacheactors" demo "${cache[@]}" "$@"
}

# attribute NAME FILE: the number in NAME="..." of a test report's counters.
attribute() { sed -n "s/.*<Counters[^>]* $1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

run_tests() {
  need_dotnet
  need_tools
  step "Restoring" dotnet restore "$solution"
  step "Building $solution (Release, warnings are errors)" dotnet build "$solution" -c Release --no-restore "${quiet[@]}"
  step "Restoring the formatter" dotnet tool restore
  step "Checking the formatting" dotnet csharpier check .

  local reports=$PWD/out/test-reports passed=0 failed=0 skipped=0 broken=() project name report
  rm -rf "$reports"
  for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    report=$reports/$name.trx
    say "Testing $name"
    if ! dotnet test "$project" -c Release --no-build --nologo -v quiet --results-directory "$reports" \
      --logger "trx;LogFileName=$name.trx" --blame-hang-timeout 10m --blame-hang-dump-type none >"$log" 2>&1; then
      cat "$log" >&2
      broken+=("$name")
    fi
    if [[ ! -f $report || $(attribute total "$report") -eq 0 ]]; then
      say "FAILED: $name ran no tests."
      [[ " ${broken[*]} " == *" $name "* ]] || broken+=("$name")
      continue
    fi
    passed=$((passed + $(attribute passed "$report")))
    failed=$((failed + $(attribute failed "$report")))
    skipped=$((skipped + $(attribute total "$report") - $(attribute executed "$report")))
  done

  [[ ${#broken[@]} -eq 0 ]] || say "FAILED: ${broken[*]}"
  printf '%d passed, %d failed' "$passed" "$failed"
  [[ $skipped -eq 0 ]] || printf ', %d skipped' "$skipped"
  printf '\n'
  [[ ${#broken[@]} -eq 0 && $failed -eq 0 && $passed -gt 0 ]]
}

bench() {
  need_dotnet
  need_tools
  build tests/CacheActors.Benchmarks
  exec dotnet tests/CacheActors.Benchmarks/bin/Release/net10.0/CacheActors.Benchmarks.dll "$@"
}

mkdir -p out
command=${1:-help}
[[ $# -eq 0 ]] || shift
case $command in
  demo) demo "$@" ;;
  test) run_tests ;;
  bench) bench "$@" ;;
  build)
    need_dotnet
    build "$solution"
    ;;
  help | -h | --help) usage ;;
  *)
    say "build.sh: there is no command '$command'."
    usage >&2
    exit 2
    ;;
esac
