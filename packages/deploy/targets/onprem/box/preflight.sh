#!/bin/sh
# Looks at this machine before anything is changed. Exits with 1 and a line for each thing that is wrong.
# SWINGTAG_SKIP names checks to leave out, such as "memory dns".
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"

wrong=0
trouble() {
  say "✗ $*"
  wrong=1
}
checked() {
  case " ${SWINGTAG_SKIP:-} " in
    *" $1 "*) say "- $1: left out"; return 1 ;;
  esac
}

if checked engine; then
  if ! docker version --format '{{.Server.Version}}' >/dev/null 2>&1; then
    fail "✗ No Docker engine answers. Install one (apt-get install docker.io) and run this as root."
  fi
  say "✓ engine $(docker version --format '{{.Server.Version}}')"
fi

if checked compose; then
  compose version >/dev/null 2>&1 ||
    fail "✗ compose is missing: apt-get install docker-compose, or docker's compose plugin."
  say "✓ compose"
fi

if checked cpu; then
  found=$(nproc)
  if [ "$found" -lt "$NEEDS_CPU" ]; then
    trouble "$found processors; $NEEDS_CPU are needed."
  else say "✓ $found processors"; fi
fi

if checked memory; then
  found=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  if [ "$found" -lt "$NEEDS_MEMORY" ]; then
    trouble "$found MiB of memory; $NEEDS_MEMORY are needed."
  else say "✓ $found MiB of memory"; fi
fi

if checked disk; then
  mkdir -p "$BOX"
  found=$(df -Pk "$BOX" | awk 'NR == 2 { print int($4 / 1048576) }')
  if [ "$found" -lt "$NEEDS_DISK" ]; then
    trouble "$found GiB are free below $BOX; $NEEDS_DISK are needed."
  else say "✓ $found GiB free"; fi
fi

# port NUMBER : whether something that is not our own proxy listens on it
port_taken() {
  ours=$(docker ps --filter "label=com.docker.compose.project=$PROJECT" --format '{{.Ports}}')
  case $ours in *":$1->"*) return 1 ;; esac
  hex=$(printf '%04X' "$1")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'
}

if checked ports; then
  for port in "$HTTPS_PORT" "$HTTP_PORT"; do
    if port_taken "$port"; then
      trouble "Port $port is taken. Stop what listens on it."
    else say "✓ port $port is free"; fi
  done
fi

if checked dns; then
  case $DOMAIN in
    localhost | *.localhost) say "✓ $DOMAIN needs no DNS" ;;
    *)
      for name in "$DOMAIN" "any-site.$DOMAIN"; do
        if getent hosts "$name" >/dev/null; then
          say "✓ $name is known"
        else trouble "$name is not known. Add DNS records for $DOMAIN and *.$DOMAIN that point here."; fi
      done
      ;;
  esac
fi

if checked clock; then
  # The bundle was made before it was carried in: a clock that says otherwise is wrong.
  made=$(date -r "$HERE/compose.yaml" +%s)
  if [ "$(date +%s)" -lt "$made" ]; then
    trouble "The clock says $(date -u), which is before this bundle was made. Set it."
  elif [ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null || true)" = no ]; then
    say "! The clock is not synchronised; certificates need it to be right within minutes."
  else say "✓ clock"; fi
fi

[ "$wrong" = 0 ] || fail "Mend what is marked ✗ and run this again."
