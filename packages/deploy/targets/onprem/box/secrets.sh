#!/bin/sh
# Makes this box's secrets once, and the file of them that each container reads. Shows none.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"

VALUES=$BOX/secrets/values
mkdir -p "$BOX/secrets"
chmod 700 "$BOX/secrets"
touch "$VALUES"

value_of() {
  sed -n "s/^$1=//p" "$VALUES" | tail -n 1
}
keep() {
  grep -v "^$1=" "$VALUES" >"$VALUES.new" || true
  printf '%s=%s\n' "$1" "$2" >>"$VALUES.new"
  mv "$VALUES.new" "$VALUES"
}

if [ -z "$(value_of SECRET)" ] && docker volume inspect "${PROJECT}_database" >/dev/null 2>&1; then
  fail "There is a database in the volume ${PROJECT}_database, but its secrets are not in $BOX/secrets. Bring them back from a backup."
fi
for name in SECRET DATABASE_PASSWORD POOLER_PASSWORD; do
  [ -n "$(value_of "$name")" ] || keep "$name" "$(head -c 32 /dev/urandom | base64 | tr -d '=\n' | tr '+/' '-_')"
done
keep DATABASE_URL "postgres://postgres:$(value_of DATABASE_PASSWORD)@postgres:5432/postgres"

for name in $GIVEN_SECRETS; do
  given=$(printenv "$name" || true)
  case $given in
    *[\'\"\$\#\\\ ]*) fail "$name has characters that must be written as %XX in an address." ;;
    ?*) keep "$name" "$given" ;;
  esac
  [ -n "$(value_of "$name")" ] || fail "$name is missing: run $name=… sh install.sh. It is kept for the next time."
done

# write_for CONTAINER NAMES…
write_for() {
  file=$BOX/secrets/$1.env
  shift
  : >"$file.new"
  for name in "$@"; do printf '%s=%s\n' "$name" "$(value_of "$name")" >>"$file.new"; done
  mv "$file.new" "$file"
}
# shellcheck disable=SC2086
{
  write_for web $WEB_SECRETS
  write_for worker $WORKER_SECRETS
  write_for setup $SETUP_SECRETS
  write_for collector $COLLECTOR_SECRETS
}
write_for pgbouncer POOLER_PASSWORD
printf 'POSTGRES_PASSWORD=%s\nPOOLER_PASSWORD=%s\n' "$(value_of DATABASE_PASSWORD)" "$(value_of POOLER_PASSWORD)" \
  >"$BOX/secrets/postgres.env"
