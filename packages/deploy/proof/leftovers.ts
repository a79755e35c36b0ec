import { existsSync } from "node:fs";
import { docker } from "@/packages/deploy/image/engine";
import type { Project } from "@/packages/deploy/targets/compose/engine";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";

/** @throws Error that names what an engine still has of a project, or where secrets are left */
export async function nothingLeft(project: Project): Promise<void> {
  const filter = `label=com.docker.compose.project=${project.name}`;
  const left = await Promise.all([
    docker(["ps", "--all", "--quiet", "--filter", filter]),
    docker(["network", "ls", "--quiet", "--filter", filter]),
    docker(["volume", "ls", "--quiet", "--filter", filter]),
  ]);
  const found = left.flatMap(linesOf);
  if (found.length > 0) throw new Error(`Left behind: ${found.join(", ")}`);
  if (existsSync(project.stateFolder))
    throw new Error(`Secrets are left in ${project.stateFolder}.`);
}
