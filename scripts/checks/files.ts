import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The project's files as paths from its root: tracked ones and new ones that are not ignored. */
export async function trackedFiles(root: string): Promise<string[]> {
  const words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = await run("git", words, { cwd: root, maxBuffer: 20_000_000 });
  return stdout.split("\0").filter(Boolean);
}
