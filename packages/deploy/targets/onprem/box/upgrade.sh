#!/bin/sh
# Brings the installation to this bundle's version without a network. Visitors read that the site is being looked
# after meanwhile, so that nothing they write is lost whichever way it ends: when the new version does not become
# ready, the former one is put back with the data as they were.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"
installed
from=$(running_version)
[ "$from" != "$VERSION" ] || fail "Version $VERSION is what runs."

SWINGTAG_SKIP="${SWINGTAG_SKIP:-} ports" sh "$HERE/preflight.sh"
load_images
copy_release
sh "$HERE/secrets.sh"
say "Stopping version $from; the proxy says that the site is being looked after."
# shellcheck disable=SC2046
in_release "$from" stop $(sed -n -e 's/^WEBS="\(.*\)"$/\1/p' -e 's/^WORKERS="\(.*\)"$/\1/p' "$BOX/releases/$from/box.conf")
say "Backing up."
backup=$(sh "$BOX/releases/$from/backup.sh" "before-$VERSION")
printf '%s\n%s\n' "$from" "$backup" >"$BOX/former.new"
if start_release "$VERSION"; then
  mv "$BOX/former.new" "$BOX/former"
  use_release "$VERSION"
  say "Version $VERSION serves on $ADDRESS. rollback.sh brings back $from and the data of $backup."
  exit 0
fi
say "Version $VERSION did not become ready. Putting back $from."
SWINGTAG_FORMER=$BOX/former.new sh "$BOX/releases/$from/rollback.sh" --yes
rm -f "$BOX/former.new"
fail "Version $VERSION did not become ready. $from serves again, with the data as they were."
