#!/usr/bin/env bash
# Installs the packages of one or more lists that are not here yet.
# usage: deploy/install_packages.sh [--no-install] LIST...
# A list has one package a line; '#' starts a comment.
set -euo pipefail

readonly policy=/usr/sbin/policy-rc.d  # invoke-rc.d(8): exit status 101 forbids the action

say() { printf '%s\n' "$*" >&2; }

usage() {
  say "usage: install_packages.sh [--no-install] LIST..."
  exit 2
}

read_lists() {  # FILE...: the package names, without comments
  sed -e 's/#.*//' -- "$@" | tr -s ' \t' '\n' | sed '/^$/d' | sort -u
}

is_installed() {  # PACKAGE
  dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Debian starts a service as soon as its package is installed. Nobody asked for a running Prometheus
# here, so we forbid it for as long as the installation takes, unless the machine has a rule of its
# own.
forbid_services() {
  [[ -e $policy || -L $policy ]] && return
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

install() {  # PACKAGE...
  forbid_services
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q || say "apt-get update failed: trying with the package lists that are here."
  apt-get install -y -q --no-install-recommends "$@"
}

main() {
  local may_install=1 lists=() missing=() package
  while (($#)); do
    case $1 in
      --no-install) may_install=0 ;;
      -*) usage ;;
      *) lists+=("$1") ;;
    esac
    shift
  done
  ((${#lists[@]})) || usage

  if ! command -v dpkg-query >/dev/null; then
    say "This is not a Debian system: nothing is installed. Needed are the counterparts of"
    say "$(read_lists "${lists[@]}" | tr '\n' ' ')"
    return 0
  fi
  while read -r package; do
    is_installed "$package" || missing+=("$package")
  done < <(read_lists "${lists[@]}")
  ((${#missing[@]})) || return 0

  if ! ((may_install)); then
    say "Missing packages, not installed because of --no-install. To install them:"
    say "  sudo apt-get install --no-install-recommends ${missing[*]}"
    say "Going on without them."
    return 0
  fi
  say "Installing with apt-get, which needs root: ${missing[*]}"
  if ((EUID == 0)); then
    install "${missing[@]}"
  elif command -v sudo >/dev/null; then
    sudo -- "$(command -v bash)" "${BASH_SOURCE[0]}" "${lists[@]}"
  else
    say "You are not root and there is no sudo. Run this as root, then start again:"
    say "  apt-get install --no-install-recommends ${missing[*]}"
    return 1
  fi
}

main "$@"
