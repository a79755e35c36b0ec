#!/bin/sh
# Backs up everything that an installation is: all databases as one consistent copy, files, sites' archives and
# secrets. Prints the folder. Runs each night; a name as its argument keeps the backup from being removed by age.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"
installed

stamp=$(date -u +%Y-%m-%dT%H%M%SZ)
target=$BOX/backups/${1:+$1-}$stamp
part=$target.part
mkdir -p "$part"
trap 'rm -rf "$part"' EXIT
postgres=$(container_of postgres)
[ -n "$postgres" ] || fail "Postgres is not running; start it with compose up."

count_rows "$postgres" >"$part/counts-before"
docker exec "$postgres" pg_basebackup --username postgres --pgdata - --format tar --wal-method fetch \
  --checkpoint fast --compress client-gzip:1 >"$part/database.tar.gz"
count_rows "$postgres" >"$part/counts-after"

if [ "$FILES_ARE" = volume ]; then
  # Files never change once they are there: what the last backup has is shared with it, and only new ones are copied.
  last=$(newest=''; for one in "$BOX"/backups/*/data; do [ -d "$one" ] && newest=$one; done; printf '%s' "$newest")
  if [ -n "$last" ]; then cp -al "$last" "$part/data"; else mkdir "$part/data"; fi
  # shellcheck disable=SC2016
  scratch --user 0 --volume "${PROJECT}_data:/from:ro" --volume "$part/data:/to" --entrypoint sh "$APP_IMAGE" -eu -c '
    for name in files backups; do
      [ -d "/from/$name" ] || continue
      mkdir -p "/to/$name"
      cp -a --no-clobber "/from/$name/." "/to/$name/"
      # What was removed since is removed here too; the older backup keeps it.
      cd "/to/$name"
      find . -type f | while read -r file; do [ -e "/from/$name/$file" ] || rm -f "$file"; done
    done'
fi

tar -C "$BOX" -cf "$part/secrets.tar" secrets
printf '%s\n' "$(running_version)" >"$part/version"
(cd "$part" && sha256sum database.tar.gz secrets.tar version counts-before counts-after >SHA256SUMS)
mv "$part" "$target"
trap - EXIT

# Nightly ones leave after their days; the newest stays whatever its age.
find "$BOX/backups" -mindepth 1 -maxdepth 1 -type d -name '20*' ! -path "$target" -mtime "+$KEEP_BACKUPS_DAYS" \
  -exec rm -rf {} +
say "$target"
