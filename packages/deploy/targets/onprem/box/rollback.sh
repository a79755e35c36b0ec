#!/bin/sh
# Puts back the version before the last upgrade, with the data of that moment. What was written since is lost, which
# --yes confirms.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"
installed
record=${SWINGTAG_FORMER:-$BOX/former}
[ -f "$record" ] || fail "There is nothing to go back to: no upgrade was made here."
former=$(sed -n 1p "$record")
backup=$(sed -n 2p "$record")
[ "${1:-}" = --yes ] || fail "This puts back version $former with the data of $backup; what was written since is lost. Run rollback.sh --yes."
[ -f "$backup/database.tar.gz" ] || fail "The backup $backup is not there any more."
# The former release's own settings: its images, its web processes.
# shellcheck source=/dev/null
. "$BOX/releases/$former/box.conf"

# Everything but the proxy, which says meanwhile that the site is being looked after.
for id in $(docker ps --filter "label=com.docker.compose.project=$PROJECT" \
  --format '{{.ID}} {{.Label "com.docker.compose.service"}}' | awk '$2 != "caddy" { print $1 }'); do
  docker stop --time 60 "$id" >/dev/null
done
say "Putting back the data of $backup."
restore_database "$backup"
start_release "$former" || fail "Version $former did not become ready either. Run support-bundle.sh."
use_release "$former"
say "Version $former serves on $ADDRESS."
