#!/bin/sh
# Restores a backup, the newest where none is named, into a throw-away container and compares what it holds with
# what was counted when it was made. Touches nothing that serves. Exits with 1 when the backup would not do.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"
installed

backup=${1:-$(newest=''; for one in "$BOX"/backups/*/database.tar.gz; do
  [ -f "$one" ] || continue
  one=$(dirname -- "$one")
  { [ -z "$newest" ] || [ "$one" -nt "$newest" ]; } && newest=$one
done; printf '%s' "$newest")}
[ -n "$backup" ] || fail "There is no backup in $BOX/backups. Run backup.sh."
name=$PROJECT-rehearsal-$$
clean() {
  docker rm --force --volumes "$name" >/dev/null 2>&1 || true
  docker volume rm --force "$name" >/dev/null 2>&1 || true
  rm -f "$counted"
}
counted=$(mktemp)
trap clean EXIT

say "Rehearsing $backup."
(cd "$backup" && sha256sum --check --quiet SHA256SUMS) || fail "The backup is damaged."
docker volume create "$name" >/dev/null
# shellcheck disable=SC2016
scratch --interactive --user postgres --volume "$name:/var/lib/postgresql" --entrypoint sh "$DATABASE_IMAGE" -eu -c '
  mkdir -p "$PGDATA" && chmod 700 "$PGDATA" && tar -xzf - -C "$PGDATA"
  pg_verifybackup --quiet --no-parse-wal "$PGDATA"' <"$backup/database.tar.gz" ||
  fail "The copy of the databases is not whole."
docker run --detach --name "$name" --network none --user postgres --volume "$name:/var/lib/postgresql" \
  --tmpfs /var/run/postgresql:uid=999,gid=999 "$DATABASE_IMAGE" \
  postgres -c config_file=/etc/swingtag/postgresql.conf -c shared_buffers=64MB -c logging_collector=off >/dev/null
waited=0
until docker exec "$name" pg_isready -q -h 127.0.0.1 -U postgres 2>/dev/null; do
  waited=$((waited + 1))
  if [ "$waited" -gt "$READY_WITHIN" ]; then
    docker logs --tail 20 "$name" 2>&1
    fail "The restored database did not start."
  fi
  sleep 1
done
count_rows "$name" >"$counted"

# The copy was made between two counts, so each number must lie between them.
awk '
  FILENAME == ARGV[1] { for (i = 2; i <= 4; i++) least[$1, i] = $i; seen[$1]; next }
  FILENAME == ARGV[2] { for (i = 2; i <= 4; i++) most[$1, i] = $i; both[$1]; next }
  {
    restored[$1]
    for (i = 2; i <= 4; i++) {
      low = least[$1, i] + 0; high = most[$1, i] + 0
      if (low > high) { swap = low; low = high; high = swap }
      if (($1 in seen) && ($1 in both) && ($i < low || $i > high)) {
        printf "%s holds %s where %s to %s were counted.\n", $1, $i, low, high; bad = 1
      }
    }
  }
  END {
    for (name in seen) if ((name in both) && !(name in restored)) { print name " is missing."; bad = 1 }
    exit bad
  }' "$backup/counts-before" "$backup/counts-after" "$counted" || fail "The backup does not hold what was counted."
say "✓ $(awk 'END { print NR }' "$counted") databases, $(awk '{ n += $3 } END { print n + 0 }' "$counted") items, $(awk '{ n += $4 } END { print n + 0 }' "$counted") photos are as they were counted."
