#!/usr/bin/env bash
# Builds reach_exporter and starts it with config/reach.yml.
# usage: deploy/run.sh [--no-install] [ARGUMENT OF reach_exporter]...
# --no-install: install no packages; say which ones are missing and go on.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
binary=$root/build/release/exporter/reach_exporter

build() {  # OPTION OF install_packages.sh...
  "$root/deploy/install_packages.sh" "$@" "$root/deploy/packages-build.txt"
  (cd "$root" && cmake --preset release && cmake --build --preset release) || {
    echo "The build failed. Are all packages of deploy/packages-build.txt installed?" >&2
    exit 1
  }
}

# The address to open in a browser, from the last --web.listen-address or the default.
url() {  # ARGUMENT...
  local address=:10836
  while (($#)); do
    case $1 in
      --web.listen-address=*) address=${1#*=} ;;
      --web.listen-address) address=${2:-} ;;
    esac
    shift
  done
  case $address in
    :* | 0.0.0.0:* | '[::]:'*) echo "http://localhost:${address##*:}/" ;;
    *) echo "http://$address/" ;;
  esac
}

main() {
  local options=() config=("--config.file=$root/config/reach.yml") argument
  if [[ ${1:-} == --no-install ]]; then
    options=(--no-install)
    shift
  fi
  build "${options[@]}"
  if (($#)) && [[ $1 != -* ]]; then  # a one-shot command, such as `probe`
    exec "$binary" "$@"
  fi
  for argument; do
    [[ $argument == --config.file* ]] && config=()
  done
  echo "Open $(url "$@") in a browser. Ctrl-C stops the exporter."
  exec "$binary" "${config[@]}" "$@"
}

main "$@"
