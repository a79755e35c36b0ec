#!/bin/sh
# Takes the installation down. With --data, what was stored goes too, backups and secrets included.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"
found=$(running_version || ls "$BOX/releases" 2>/dev/null | tail -n 1)
[ -n "$found" ] || fail "Nothing is installed in $BOX."
sh "$HERE/timer.sh" remove
if [ "${1:-}" = --data ]; then
  in_release "$found" down --remove-orphans --volumes
  rm -rf "$BOX"
  say "Everything is gone."
else
  in_release "$found" down --remove-orphans
  say "Everything is down. What was stored stays in the engine's volumes and in $BOX; install.sh brings it back."
fi
