#!/usr/bin/env bash
# Builds the release and makes packages of it: a .deb and a .tar.gz, in build/packages.
# usage: deploy/package.sh [--no-install] [DEB|TGZ]...
#   --no-install  install no packages; say which ones are missing and go on
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
output=$root/build/packages

main() {
  local options=() kinds=(DEB TGZ) kind
  if [[ ${1:-} == --no-install ]]; then
    options=(--no-install)
    shift
  fi
  (($#)) && kinds=("$@")
  cd "$root"
  deploy/install_packages.sh "${options[@]}" deploy/packages-{build,package}.txt
  cmake --preset release
  cmake --build --preset release --target reach_exporter reach_package_files
  for kind in "${kinds[@]}"; do
    cpack --config build/release/CPackConfig.cmake -G "$kind" -B "$output"
  done
  rm -rf "$output/_CPack_Packages"
  ls -l "$output"
}

main "$@"
