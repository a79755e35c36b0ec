#!/bin/sh
# Collects what helps to find a fault, without secrets and addresses of people, and prints the file's name. It
# looks for every secret of this box in what it made, and makes nothing where it finds one.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
raw=$folder/raw
out=$folder/swingtag-support
mkdir "$raw" "$out"
collect() {
  name=$1
  shift
  "$@" >"$raw/$name" 2>&1 || printf 'It ended with an error.\n' >>"$raw/$name"
}

collect versions.txt sh -c "echo box $VERSION; readlink '$BOX/current'; uname -a; docker version; cat /etc/os-release"
collect machine.txt sh -c "nproc; free -m; df -h; uptime; date -u"
collect containers.txt docker ps --all --size --filter "label=com.docker.compose.project=$PROJECT"
collect use.txt docker stats --no-stream
collect volumes.txt docker system df
collect backups.txt ls -l "$BOX/backups"
[ ! -f "$BOX/current/compose.yaml" ] || cp "$BOX/current/compose.yaml" "$BOX/current/caddy/Caddyfile" "$raw/"
docker ps --all --filter "label=com.docker.compose.project=$PROJECT" \
  --format '{{.ID}} {{.Label "com.docker.compose.service"}}' | while read -r id service; do
  # Its environment is left out: that is where secrets are.
  collect "$service.state.txt" docker inspect --format '{{json .State}} {{json .HostConfig.Memory}} {{.RestartCount}} {{.Image}}' "$id"
  collect "$service.log.txt" docker logs --timestamps --tail 5000 "$id"
done
postgres=$(container_of postgres)
if [ -n "$postgres" ]; then
  collect postgres.errors.txt docker exec "$postgres" sh -c "tail -n 2000 $DATABASE_LOGS/*.json"
  collect databases.txt count_rows "$postgres"
fi

# Every value that stands in a file of secrets, and the password inside of each address.
cat "$BOX"/secrets/*.env "$BOX/secrets/values" 2>/dev/null | sed -n 's/^[A-Z_]*=//p' | awk 'length($0) >= 6' |
  sort -u >"$folder/secrets"
sed -n 's|^[a-z]*://[^:/@]*:\([^@]*\)@.*|\1|p' "$folder/secrets" >"$folder/passwords"
cat "$folder/passwords" >>"$folder/secrets"
for file in "$raw"/*; do
  awk -f "$HERE/redact.awk" "$folder/secrets" "$file" >"$out/$(basename -- "$file")"
done
if grep -r -q -F -f "$folder/secrets" "$out"; then
  fail "A secret was left in what was collected, so nothing was made. Report this."
fi
file=${1:-$PWD}/swingtag-support-$(date -u +%Y%m%dT%H%M%SZ).tar.gz
tar -C "$folder" -czf "$file" swingtag-support
say "$file"
