#!/usr/bin/env bash
# Tries the two commands of the README in a Debian 12 that has nothing but the base system.
# usage: tests/clean_root.sh [--mirror URL] [--root DIR] [--no-tests]
#   --mirror URL  Debian mirror, default http://deb.debian.org/debian
#   --root DIR    make the system there and keep it; used again if it is there already
#   --no-tests    only deploy/run.sh
# Needs root, debootstrap, git and curl. What is committed is tried, not the working tree.
set -euo pipefail

repository=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
mirror=http://deb.debian.org/debian root='' tests=1 keep=1 runner=''
address=127.0.0.1:$((20000 + RANDOM % 10000))

usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

step() { printf '\n== %s (%d s)\n' "$*" "$SECONDS"; }

make_root() {
  [[ -e $root/etc/debian_version ]] && return
  step "debootstrap"
  debootstrap --variant=minbase bookworm "$root" "$mirror" | tail -n 1
  printf 'deb %s %s main\n' "$mirror" bookworm "$mirror" bookworm-updates \
    "$mirror-security" bookworm-security >"$root/etc/apt/sources.list"
}

# Runs a command in the new system: own mounts and processes, the machine's network. pivot_root,
# because a process in a chroot may not make user namespaces, which the lab does. Takes the place of
# the shell that calls it.
inside() {  # COMMAND
  # shellcheck disable=SC2016  # expanded by the inner shell
  exec unshare --mount --pid --fork --kill-child --propagation private bash -ec '
    mount --bind "$1" "$1"
    cd "$1"
    mount --rbind /dev dev
    mount --rbind /sys sys
    mount -t proc proc proc
    mkdir -p old
    pivot_root . old
    exec chroot . /bin/bash -c "umount -l /old; cd /srv/reach_exporter; $2"
  ' bash "$root" "$1"
}

answers() { curl -s --noproxy '*' -o /dev/null "http://$address/-/ready"; }

clean_up() {
  [[ -z $runner ]] || kill -KILL "$runner"  # --kill-child ends what it runs
  ((keep)) || rm -rf --one-file-system "$root"
}

try_run() {
  local exporter i
  step "deploy/run.sh"
  inside "exec ./deploy/run.sh --web.listen-address=$address" &
  runner=$!
  for ((i = 0; i < 1200; i++)); do
    answers && break
    kill -0 "$runner" 2>/dev/null || { echo "deploy/run.sh ended"; return 1; }
    sleep 0.5
  done
  step "the exporter answers"
  curl -s --noproxy '*' "http://$address/metrics" | grep '^reach_exporter_checks'
  step "deploy/run.sh a second time, while the first runs: it has to fail"
  if (inside "exec ./deploy/run.sh --web.listen-address=$address"); then return 1; fi
  step "SIGTERM"
  read -r exporter _ <<<"$(cat "/proc/$runner/task/$runner/children")"
  kill "$exporter"  # not to the runner: unshare takes no SIGTERM while its child lives
  wait "$runner"
  runner=
}

main() {
  while (($#)); do
    case $1 in
      --mirror) mirror=${2:?} && shift ;;
      --root) root=${2:?} && shift ;;
      --no-tests) tests=0 ;;
      *) usage ;;
    esac
    shift
  done
  if [[ -z $root ]]; then
    root=$(mktemp -d /var/tmp/reach-root-XXXXXX) keep=0
  fi
  trap clean_up EXIT
  make_root
  rm -rf "$root/srv/reach_exporter"
  git clone -q "$repository" "$root/srv/reach_exporter"
  try_run
  if ((tests)); then
    step "tests/run.sh"
    (inside ./tests/run.sh)
  fi
  step "done"
}

main "$@"
