import { bringsDatabase, databaseImageOf, type Placed, secretRef } from "./ground";
import type { PodOrder } from "./pod";
import { POSTGRES_USER } from "./postgres";

/** Writes a dump under another name until it is complete, and reads it back before it deletes older ones. */
export function backup(placed: Placed): Omit<PodOrder, "part" | "restart"> {
  const { deployment } = placed;
  const which = bringsDatabase(deployment)
    ? "datname like 'swingtag\\_%' and datname not like 'swingtag\\_template%'"
    : "datname = 'swingtag_platform'";
  const script = `set -eu
umask 077
# The same server and login, whatever database the address names.
server=$(printf %s "$DATABASE_URL" | sed -E 's#^([a-z]+://[^/?]+).*#\\1#')
query=$(printf %s "$DATABASE_URL" | sed -nE 's#^[^?]*(\\?.*)$#\\1#p')
day=$(date -u +%Y-%m-%d)
folder=/dumps/$day
mkdir -p "$folder"
psql "$DATABASE_URL" --no-psqlrc --tuples-only --no-align --command "select datname from pg_database where ${which} and datallowconn and not datistemplate order by 1" > /tmp/names
test -s /tmp/names
while read -r name; do
  pg_dump --dbname "$server/$name$query" --format custom --file "$folder/$name.part"
  pg_restore --list "$folder/$name.part" > /dev/null
  mv "$folder/$name.part" "$folder/$name.dump"
done < /tmp/names
sync
find /dumps -mindepth 1 -maxdepth 1 -type d -mtime +${deployment.keepBackupsDays} -exec rm -rf {} +
`;
  return {
    user: POSTGRES_USER,
    volumes: [{ name: "dumps", persistentVolumeClaim: { claimName: "dumps" } }],
    containers: [
      {
        name: "backup",
        image: databaseImageOf(placed),
        command: ["bash", "-c", script],
        env: [{ name: "DATABASE_URL", valueFrom: secretRef("database-url") }],
        mounts: { dumps: "/dumps" },
        cpu: 500,
        memory: 512,
      },
    ],
  };
}
