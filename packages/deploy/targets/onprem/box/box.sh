# What every program of this folder needs: sourced, never run. Settings stand in box.conf.
# shellcheck shell=sh disable=SC2034
set -eu
umask 077

HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=/dev/null
. "$HERE/box.conf"
BOX=${SWINGTAG_HOME:-/opt/swingtag}
PROJECT=${SWINGTAG_PROJECT:-$DEFAULT_PROJECT}
export COMPOSE_PROJECT_NAME="$PROJECT"

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# compose, in whichever form this machine has it
compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose "$@"
  else
    docker-compose "$@"
  fi
}

# in_release VERSION WORDS… : compose with the files of an installed release and this box's secrets
in_release() {
  release=$BOX/releases/$1
  shift
  SWINGTAG_KEEP="$BOX/secrets" \
    SWINGTAG_ENGINE_GROUP="$(stat -c %g /var/run/docker.sock 2>/dev/null || echo 0)" \
    compose --project-name "$PROJECT" --project-directory "$release" \
    --file "$release/compose.yaml" "$@"
}

# The version that runs, or nothing
running_version() {
  [ -L "$BOX/current" ] && basename -- "$(readlink -- "$BOX/current")"
}

installed() {
  running_version >/dev/null || fail "Nothing is installed in $BOX. Run install.sh from the bundle first."
}

container_of() {
  docker ps --quiet --filter "label=com.docker.compose.project=$PROJECT" \
    --filter "label=com.docker.compose.service=$1" | head -n 1
}

passes() {
  id=$(container_of "$1")
  [ -n "$id" ] || return 1
  case $1 in
    postgres) docker exec "$id" pg_isready -q -h 127.0.0.1 -U postgres ;;
    pgbouncer) docker exec "$id" pg_isready -q -h 127.0.0.1 -p "$POOLER_PORT" -U pooler ;;
    caddy) docker exec "$id" wget -q -O /dev/null "$PROXY_HEALTH" ;;
    *) docker exec "$id" swingtag health ;;
  esac >/dev/null 2>&1
}

# ready SERVICE SECONDS : waits until a service passes its check; false when it does not in time
ready() {
  waited=0
  until passes "$1"; do
    waited=$((waited + 1))
    [ "$waited" -le "$2" ] || return 1
    sleep 1
  done
}

# start_release VERSION : stores, the setup job to its end, web processes, worker, proxy; false when one fails
start_release() {
  version=$1
  in_release "$version" up --detach --no-deps --no-build postgres pgbouncer collector || return 1
  for service in postgres pgbouncer collector; do
    ready "$service" "$READY_WITHIN" || not_ready "$version" "$service" || return 1
  done
  say "Bringing the databases to version $version."
  in_release "$version" run --rm --no-deps -T setup || return 1
  # shellcheck disable=SC2086
  in_release "$version" up --detach --no-deps --no-build $WEBS $WORKERS || return 1
  for service in $WEBS $WORKERS; do
    ready "$service" "$READY_WITHIN" || not_ready "$version" "$service" || return 1
  done
  in_release "$version" up --detach --no-deps --no-build --remove-orphans caddy || return 1
  ready caddy "$READY_WITHIN" || not_ready "$version" caddy || return 1
  waited=0
  until serves; do
    waited=$((waited + 1))
    [ "$waited" -le "$READY_WITHIN" ] || return 1
    sleep 1
  done
}

# Whether the proxy reaches the app, and the app its database
serves() {
  docker exec "$(container_of caddy)" wget -q -O /dev/null "$PROXY_ASKS?domain=$DOMAIN" >/dev/null 2>&1
}

not_ready() {
  say "$2 is not ready after $READY_WITHIN seconds. Its last lines:"
  in_release "$1" logs --tail 20 "$2" 2>&1 || true
  return 1
}

# use_release VERSION : from now on this is what runs, and what the timer's backup uses
use_release() {
  ln -sfn "releases/$1" "$BOX/current"
}

# copy_release : takes this bundle's files into the box, without its images
copy_release() {
  release=$BOX/releases/$VERSION
  mkdir -p "$release"
  for name in "$HERE"/* "$HERE"/.env; do
    case $(basename -- "$name") in
      images.tar | SHA256SUMS) ;;
      *) cp -R "$name" "$release/" ;;
    esac
  done
}

# load_images : checks what was carried in, and hands it to the engine
load_images() {
  [ -f "$HERE/images.tar" ] || fail "images.tar is missing: run this from the bundle that was carried in."
  (cd "$HERE" && sha256sum --check --quiet SHA256SUMS) || fail "The bundle is damaged: carry it in again."
  docker load --quiet --input "$HERE/images.tar"
}

# scratch WORDS… : runs a throw-away container that reaches nothing
scratch() {
  docker run --rm --network none --security-opt no-new-privileges "$@"
}

# Rows of what people would miss, one line for each database: name, tenants or sites, items, photos
count_rows() {
  # shellcheck disable=SC2016
  docker exec -i "$1" sh -eu -c '
    ask() { psql -X -A -t -q -v ON_ERROR_STOP=1 -U postgres -d "$1" -c "$2"; }
    for name in $(ask postgres "select datname from pg_database where datallowconn and datname like '\''$0%'\'' order by 1"); do
      case $name in
        *_platform) counts=$(ask "$name" "select (select count(*) from tenants) || '\'' 0 0'\''") ;;
        *) counts=$(ask "$name" "select (select count(*) from site) || '\'' '\'' || (select count(*) from items) || '\'' '\'' || (select count(*) from photos)") ;;
      esac
      echo "$name $counts"
    done' "${DATABASE_PREFIX}_"
}

# restore_database BACKUP : puts a backup in the place of the database; nothing may run
restore_database() {
  # shellcheck disable=SC2016
  scratch --interactive --user postgres --volume "${PROJECT}_database:/var/lib/postgresql" \
    --entrypoint sh "$DATABASE_IMAGE" -eu -c \
    'rm -rf "$PGDATA" && mkdir -p "$PGDATA" && chmod 700 "$PGDATA" && tar -xzf - -C "$PGDATA"' \
    <"$1/database.tar.gz"
}
