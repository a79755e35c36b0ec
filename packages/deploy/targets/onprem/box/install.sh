#!/bin/sh
# Installs from this bundle. Nothing is fetched from anywhere. Idempotent.
# SMTP_URL in the environment names the mail server; it is asked for once.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"

sh "$HERE/preflight.sh"
if found=$(running_version) && [ "$found" != "$VERSION" ]; then
  fail "Version $found is installed. Run upgrade.sh from this bundle instead."
fi
mkdir -p "$BOX/releases" "$BOX/backups"
sh "$HERE/secrets.sh"
say "Loading the images."
load_images
copy_release
if ! start_release "$VERSION"; then
  fail "Swingtag did not start. Run $BOX/releases/$VERSION/support-bundle.sh and send what it makes, or uninstall.sh to take it down."
fi
use_release "$VERSION"
sh "$BOX/current/timer.sh" install
say "Swingtag $VERSION serves on $ADDRESS. Backups are made each night into $BOX/backups."
