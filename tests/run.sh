#!/usr/bin/env bash
# Installs what the tests need, builds, runs all of them and counts.
# usage: tests/run.sh [--no-install] [--quick] [--all] [--only PATTERN] [--verbose]
#   --no-install  install no packages; say which ones are missing and go on
#   --quick       leave out the sanitizers and clang-tidy, which take most of the time
#   --all         also what fetches foreign tools, packs or boots a Debian, and clang-tidy on files
#                 that did not change lately: 45 minutes more
#   --only P      only the suites whose name matches the shell pattern P, as in --only 'e2e/*'
#   --verbose     show all that the suites print, not only failures and skips
#
# A suite is a program that prints a line for each case, "PASS name", "FAIL name: why" or
# "SKIP name: why", and whatever else it likes. The suites are tests/suites/* and every
# tests/*/*_test.py and tests/*/*_test.sh. Their output is kept in build/test-logs/.
set -uo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/build/test-logs
install=() quick=0 all=0 only='*' verbose=0
passed=0 failed=0 skipped=0

usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

parse_arguments() {
  while (($#)); do
    case $1 in
      --no-install) install=(--no-install) ;;
      --quick) quick=1 ;;
      --all) all=1 ;;
      --verbose) verbose=1 ;;
      --only) only=${2:?--only needs a pattern} && shift ;;
      *) usage ;;
    esac
    shift
  done
}

count() {  # LOG WORD
  grep -c "^$2 " "$1" || true
}

# Suites run from the repository, with the binary under test in REACH_EXPORTER.
run_suite() {  # NAME PROGRAM
  local name=$1 log=$logs/${1//\//-}.log started=$SECONDS status good bad left
  printf '\n== %s\n' "$name"
  if ((verbose)); then
    "$2" 2>&1 </dev/null | tee "$log"
    status=${PIPESTATUS[0]}
  else
    "$2" 2>&1 </dev/null | tee "$log" | grep --line-buffered -E '^(FAIL|SKIP|NOTE) '
    status=${PIPESTATUS[0]}
  fi
  good=$(count "$log" PASS) bad=$(count "$log" FAIL) left=$(count "$log" SKIP)
  if ((bad == 0 && (status != 0 || good + left == 0))); then
    echo "FAIL $name: ended with status $status after $good cases; the end of $log:"
    tail -n 20 "$log"
    bad=1
  elif ((bad)); then
    echo "The details are in $log"
  fi
  echo "$name: $good passed, $bad failed, $left skipped, $((SECONDS - started)) s"
  ((passed += good, failed += bad, skipped += left))
}

build() {
  printf '== build\n'
  cmake --preset dev && cmake --build --preset dev
}

# Those that compile keep both cores busy: one after the other. All others mostly wait.
is_heavy() {  # NAME
  [[ $1 =~ ^suites/(sanitizers|races|tidy)$ ]]
}

# The longest first: what is left for the end should be short.
LONG_ONES=(suites/faultlab dashboards/grafana_query_test suites/gtest lab/daemon_test
           alerts/replay_test alerts/live_test bench/smoke_test suites/lab)

# Whether a suite fetches tools from elsewhere (helm, controller-gen, npm packages), makes packages
# and images, or boots a system.
is_long() {  # NAME
  [[ $1 =~ ^deploy/(boot|chart|compose(_page)?|container|kubernetes(_page)?|package|systemd_page)_test$ ||
     $1 == dashboards/grafana_schema_test ]]
}

# The programs of the suites that are to run, in two queues. Counts those that are left out.
fill_queues() {
  local suite name
  : >"$logs/heavy.queue"
  : >"$logs/waiting.queue"
  for suite in "${LONG_ONES[@]/#/tests/}" tests/suites/*.py tests/*/*_test.py tests/*/*_test.sh; do
    name=${suite#tests/} name=${name%.*}
    [[ -x $suite ]] || suite=$suite.py
    [[ -x $suite ]] || continue
    # shellcheck disable=SC2053  # a pattern is wanted
    [[ $name == $only ]] || continue
    if is_heavy "$name"; then
      ((quick)) || echo "$suite" >>"$logs/heavy.queue"
    elif is_long "$name" && ((!all)) && [[ $only == '*' ]]; then
      printf '\n== %s\nSKIP %s: it takes long, and needs more than this machine has; --all runs it\n' \
        "$name" "$name"
      ((skipped += 1))
    elif ! grep -qxF "$suite" "$logs/waiting.queue"; then
      echo "$suite" >>"$logs/waiting.queue"
    fi
  done
}

# Prints the first of a queue and takes it out.
take() {  # QUEUE
  (
    flock 9
    sed -n 1p "$1"
    sed -i 1d "$1"
  ) 9>"$1.lock"
}

# Runs the suites of the queues one after the other; leaves the sums in a file.
lane() {  # NAME QUEUE...
  local queue suite name
  passed=0 failed=0 skipped=0
  for queue in "${@:2}"; do
    while suite=$(take "$logs/$queue.queue") && [[ $suite ]]; do
      name=${suite#tests/}
      run_suite "${name%.*}" "$suite"
    done
  done
  echo "$passed $failed $skipped" >"$logs/$1.sums"
}

# Side by side: together they take little longer than the longest one alone.
suites() {
  local sums lanes=()
  rm -f "$logs"/*.sums
  fill_queues
  lane heavy heavy waiting & lanes+=($!)
  lane first waiting & lanes+=($!)
  lane second waiting & lanes+=($!)
  wait "${lanes[@]}"
  for sums in "$logs"/{heavy,first,second}.sums; do
    local good bad left
    read -r good bad left <"$sums" || bad=1  # it ended before its end
    ((passed += good, failed += bad, skipped += left))
  done
}

main() {
  parse_arguments "$@"
  cd "$root" || exit 1
  mkdir -p "$logs"
  deploy/install_packages.sh "${install[@]}" deploy/packages-{build,package,test}.txt || exit 1
  build || { echo "The build failed."; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
  export REACH_ALL=$all REACH_EXPORTER=$root/build/dev/exporter/reach_exporter
  suites
  printf '\n%d s\n' "$SECONDS"
  echo "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0 && passed > 0))
}

main "$@"
