#!/usr/bin/env bash
# Puts a program and what it needs to run into a folder that becomes the root of an image.
# usage: deploy/image_root.sh PROGRAM FOLDER
# The libraries are those of this system: run it where the program was built.
set -euo pipefail

readonly user=65532  # as in Google's distroless images: "nonroot"

copy_libraries() {  # PROGRAM FOLDER
  local library
  # A library is found by the path that the loader will look at, and copied from where that leads.
  while read -r library; do
    install -D -m 755 "$(readlink -f "$library")" "$2$library"
  done < <(ldd "$1" | grep -oE '/[^ ]+')
}

main() {
  (($# == 2)) || { sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
  local program=$1 folder=$2 repository
  repository=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
  install -D -m 755 "$program" "$folder/usr/bin/reach_exporter"
  strip "$folder/usr/bin/reach_exporter"
  # The merged /usr of Debian 12: the loader's own path goes through /lib64.
  mkdir -p "$folder/usr/lib" "$folder/usr/lib64"
  ln -sfn usr/lib "$folder/lib"
  ln -sfn usr/lib64 "$folder/lib64"
  copy_libraries "$program" "$folder"
  install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/ca-certificates.crt"
  install -D -m 644 "$repository/deploy/deb/reach.yml" "$folder/etc/reach_exporter/reach.yml"
  install -d -m 1777 "$folder/tmp"
  install -d -m 755 -o "$user" -g "$user" "$folder/var/lib/reach_exporter"
  echo "nonroot:x:$user:$user::/:/nonexistent" >"$folder/etc/passwd"
  echo "nonroot:x:$user:" >"$folder/etc/group"
}

main "$@"
