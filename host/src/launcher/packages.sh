# Sourced by ./verify and ./bench, not run. Installs the packages of the programs that NEEDED lists, one "command package" a
# line; a command with a slash is a file that has to be there.

missing_packages() {
  local command package
  while read -r command package; do
    # Administration programs are outside an ordinary user's PATH.
    [ -z "$command" ] || [ -e "$command" ] || PATH="$PATH:/usr/sbin:/sbin" command -v "$command" >/dev/null ||
      printf '%s ' "$package"
  done <<<"$NEEDED"
}

# install_missing PROGRAM CONSEQUENCE: what PROGRAM says happens without what is missing.
install_missing() {
  local missing
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "$1: missing: $missing- not root, so nothing is installed and $2" >&2
  elif ! command -v apt-get >/dev/null; then
    echo "$1: missing: $missing- no apt-get here; install them yourself, until then $2" >&2
  else
    echo "$1: installing $missing" >&2
    export DEBIAN_FRONTEND=noninteractive
    # Not fatal: a mirror that is down must not hide what can be done. The summary names what stayed away.
    # shellcheck disable=SC2086 # a list of packages
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing >/dev/null; } ||
      echo "$1: apt-get failed" >&2
    missing=$(missing_packages)
    [ -z "$missing" ] || echo "$1: still missing: $missing- $2" >&2
  fi
}
