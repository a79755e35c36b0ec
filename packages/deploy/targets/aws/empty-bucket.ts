import { z } from "zod";
import { askAws, type Programs } from "./programs";
import { withFile } from "./short-lived-file";

const VersionSchema = z.object({ Key: z.string(), VersionId: z.string() });

const PageSchema = z.object({
  Versions: z.array(VersionSchema).nullish(),
  DeleteMarkers: z.array(VersionSchema).nullish(),
});

/** Removes every version of everything in a bucket, a thousand at a time. */
export async function emptyVersions(
  programs: Programs,
  bucket: string,
  region: string,
): Promise<void> {
  const at = ["--bucket", bucket, "--region", region];
  for (;;) {
    const page = await askAws(
      programs,
      ["s3api", "list-object-versions", ...at, "--max-items", "1000"],
      PageSchema,
    );
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (Objects.length === 0) return;
    await withFile(JSON.stringify({ Objects, Quiet: true }), (file) =>
      programs.aws(["s3api", "delete-objects", ...at, "--delete", `file://${file}`]),
    );
  }
}
