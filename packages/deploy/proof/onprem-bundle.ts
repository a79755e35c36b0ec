import { execFile } from "node:child_process";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";
import type { Box } from "./onprem-box";
import type { Owner } from "./onprem-owner";

const run = promisify(execFile);

/** The bundle for support holds what helps and no secret. */
export async function supportBundle(box: Box, { visitor, host }: Owner): Promise<void> {
  const secrets = join(box.home, "secrets");
  const kept = linesOf(await readFile(join(secrets, "values"), "utf8"));
  const secret = kept.find((line) => line.startsWith("SECRET="))?.slice("SECRET=".length) ?? "";
  const planted = ["planted-in-the-environment", "planted-in-an-address"];
  await appendFile(join(secrets, "web.env"), `AWS_SECRET_ACCESS_KEY=${planted[0]}\n`);
  for (const path of [`/${secret}`, `/${planted[0]}`, `/postgres://x:${planted[1]}@y/z`])
    await visitor.ask({ host, path });
  const file = (await box.program("support-bundle.sh")).trim();
  const folder = join(box.scratch, "support");
  await mkdir(folder);
  await run("tar", ["-C", folder, "-xzf", file]);
  const { stdout: lines } = await run("grep", ["-r", "-c", "requestId", folder]);
  if (!/web-1.log.txt:[1-9]/.test(lines)) throw new Error("No line of a web process is in it.");
  for (const one of [secret, ...planted, "boxed@proof.example"]) {
    const { stdout } = await run("grep", ["-r", "-l", "-F", one, folder]).catch(() => ({
      stdout: "",
    }));
    if (!one || stdout) throw new Error(`What was planted stands in ${stdout || "nothing"}.`);
  }
}
