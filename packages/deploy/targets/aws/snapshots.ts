import { z } from "zod";
import { askAws, type Programs } from "./programs";

/** CloudFormation takes one when it removes the database, which `--data` does not want. */
export async function removeSnapshots(
  programs: Programs,
  database: string,
  region: string,
): Promise<void> {
  const schema = z.object({
    DBSnapshots: z.array(z.object({ DBSnapshotIdentifier: z.string() })),
  });
  const { DBSnapshots } = await askAws(
    programs,
    [
      ...["rds", "describe-db-snapshots", "--db-instance-identifier", database],
      ...["--snapshot-type", "manual", "--region", region],
    ],
    schema,
  );
  for (const { DBSnapshotIdentifier } of DBSnapshots)
    await programs.aws([
      ...["rds", "delete-db-snapshot", "--db-snapshot-identifier", DBSnapshotIdentifier],
      ...["--region", region],
    ]);
}
