import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeApp } from "@/packages/deploy/app";
import { emit } from "@/packages/deploy/emit";
import { docker } from "@/packages/deploy/image/engine";
import { type Deployment, readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { compose } from "@/packages/deploy/targets/compose/engine";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";
import { authoritiesOf } from "@/packages/deploy/targets/compose/reach";
import { databaseImageOf } from "@/packages/deploy/targets/compose/service-parts";
import { target } from "@/packages/deploy/targets/onprem/target";
import { addItem, MANIFEST } from "./compose-trial";
import { nothingLeft } from "./leftovers";
import type { Step } from "./proof";
import { type Actions, openSite, readActions, signUp } from "./site";
import { type Visitor, visitorAt } from "./visitor";

const run = promisify(execFile);

interface Box {
  readonly scratch: string;
  readonly home: string;
  readonly deployment: Deployment;
  /** Makes the bundle of a version. @returns its folder */
  readonly bundle: (version: string) => Promise<string>;
  /** Runs a program of a bundle or of what is installed. @returns what it printed */
  readonly program: (file: string, ...words: string[]) => Promise<string>;
}

interface Owner {
  readonly visitor: Visitor;
  readonly actions: Actions;
  readonly host: string;
}

/** A box's life: installed from a bundle, backed up, rehearsed, upgraded, rolled back, looked into, taken down. */
export async function tryOnprem(acting: Acting, scratch: string, step: Step): Promise<void> {
  const box = await boxOf(acting, scratch);
  const first = describeApp(acting.deployment).version;
  const [next, broken] = [`${first}-next`, `${first}-broken`];
  try {
    const bundle = await step("a bundle holds every image and its sums", () => box.bundle(first));
    const owner = await step(
      "install.sh brings it up from the bundle, twice the same",
      async () => {
        await box.program(join(bundle, "install.sh"));
        await box.program(join(bundle, "install.sh"));
        return moveIn(box, first);
      },
    );
    await step("the nightly backup is on the clock, and restores to what was counted", async () => {
      const cron = await readFile(join(scratch, "cron", box.deployment.project), "utf8");
      if (!cron.includes("backup.sh")) throw new Error("No backup is on the clock.");
      await box.program("backup.sh");
      const said = await box.program("restore-rehearsal.sh");
      if (!/✓ [2-9] databases, [1-9]\d* items/.test(said)) throw new Error(said);
    });
    await step("a damaged backup does not pass the rehearsal", () => rehearseDamaged(box));
    await step("upgrade.sh brings the next version, and nothing is lost", async () => {
      await retag(box, first, next);
      await box.program(join(await box.bundle(next), "upgrade.sh"));
      await isAt(box, owner, next, ["A bear on the box"]);
    });
    await step("an upgrade that does not become ready puts the former version back", async () => {
      await addItem(owner, owner.host, "A bear before the broken one");
      await breakImage(box, next, broken);
      const said = await refusedBy(box.program(join(await box.bundle(broken), "upgrade.sh")));
      if (!said.includes(`${next} serves again`)) throw new Error(said);
      await isAt(box, owner, next, ["A bear on the box", "A bear before the broken one"]);
    });
    await step("rollback.sh goes back when it is asked to, and says what that costs", async () => {
      const said = await refusedBy(box.program("rollback.sh"));
      if (!said.includes("--yes")) throw new Error(said);
      await box.program("rollback.sh", "--yes");
      await isAt(box, owner, first, ["A bear on the box"]);
    });
    await step("a support bundle has no secret, wherever one was planted", () =>
      supportBundle(box, owner),
    );
    owner.visitor.leave();
    await step("uninstall.sh --data leaves nothing", async () => {
      await box.program("uninstall.sh", "--data");
      if (existsSync(box.home)) throw new Error(`${box.home} is left.`);
      if ((await readdir(join(scratch, "cron"))).length > 0) throw new Error("The clock is left.");
      await nothingLeft({ name: box.deployment.project, folder: "", keep: box.home });
    });
  } finally {
    await removeAll(box, [next, broken]);
  }
}

async function boxOf({ deployment, keep, folder, say }: Acting, scratch: string): Promise<Box> {
  const home = join(scratch, "box");
  const cron = join(scratch, "cron");
  await mkdir(cron, { recursive: true });
  const env = {
    ...process.env,
    SWINGTAG_HOME: home,
    SWINGTAG_CRON: cron,
    // A machine that proves is smaller than one that serves.
    SWINGTAG_SKIP: "memory cpu disk",
  };
  return {
    scratch,
    home,
    deployment,
    async bundle(version) {
      const one = readDeployment({ ...deployment, version });
      await emit(target, one, folder);
      await target.up({ deployment: one, folder, keep, say });
      return join(keep, `swingtag-${version}`);
    },
    async program(file, ...words) {
      const place = file.startsWith("/") ? file : join(home, "current", file);
      const { stdout } = await run("sh", [place, ...words], { env, cwd: scratch });
      return stdout;
    },
  };
}

async function moveIn(box: Box, version: string): Promise<Owner> {
  const { domain, httpsPort: port } = box.deployment;
  const project = projectAt(box, version);
  const authorities = await authoritiesOf(project, box.deployment);
  const visitor = visitorAt({ port, authorities });
  const host = await signUp(visitor, { domain, port }, "boxed", "own");
  await openSite(visitor, { domain, port }, "boxed");
  const actions = readActions(await compose(project, ["exec", "-T", "web-1", "cat", MANIFEST]));
  const owner = { visitor, actions, host };
  await addItem(owner, host, "A bear on the box");
  return owner;
}

function projectAt({ deployment, home }: Box, version: string) {
  return {
    name: deployment.project,
    folder: join(home, "releases", version),
    keep: join(home, "secrets"),
  };
}

async function isAt(box: Box, owner: Owner, version: string, items: string[]): Promise<void> {
  const filter = `label=com.docker.compose.project=${box.deployment.project}`;
  const images = linesOf(await docker(["ps", "--filter", filter, "--format", "{{.Image}}"]));
  if (!images.some((image) => image.endsWith(`swingtag:${version}`)))
    throw new Error(`What runs is ${images.join(", ")}.`);
  const { status, body } = await owner.visitor.ask({ host: owner.host });
  const missing = items.filter((item) => !body.includes(item));
  if (status !== 200 || missing.length > 0)
    throw new Error(`${owner.host} answered ${status} without ${missing.join(", ")}.`);
}

/** The same image under another tag is a next version. */
async function retag({ deployment }: Box, from: string, to: string): Promise<void> {
  await docker(["tag", `${deployment.image}:${from}`, `${deployment.image}:${to}`]);
}

/** A version whose processes refuse to start. */
async function breakImage(box: Box, from: string, to: string): Promise<void> {
  const folder = join(box.scratch, "broken");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "Dockerfile");
  await rm(file, { force: true });
  const { image } = box.deployment;
  await appendFile(file, `FROM ${image}:${from}\nENV PAGE_CACHE_MB=broken\n`);
  await docker(["build", "--tag", `${image}:${to}`, folder]);
}

async function rehearseDamaged(box: Box): Promise<void> {
  const [newest = ""] = (await readdir(join(box.home, "backups"))).sort().reverse();
  const damaged = join(box.scratch, "damaged");
  await cp(join(box.home, "backups", newest), damaged, { recursive: true });
  await appendFile(join(damaged, "database.tar.gz"), "x");
  const said = await refusedBy(box.program("restore-rehearsal.sh", damaged));
  if (!said.includes("damaged")) throw new Error(said);
}

async function supportBundle(box: Box, { visitor, host }: Owner): Promise<void> {
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

/** What a program says as it refuses. */
async function refusedBy(program: Promise<string>): Promise<string> {
  return program.then(
    () => {
      throw new Error("It was not refused.");
    },
    (error: { stdout?: string; stderr?: string }) => `${error.stdout}${error.stderr}`,
  );
}

async function removeAll(box: Box, versions: readonly string[]): Promise<void> {
  if (existsSync(box.home)) await box.program("uninstall.sh", "--data").catch(() => "");
  const { project, image } = box.deployment;
  const filter = `label=com.docker.compose.project=${project}`;
  for (const id of linesOf(await docker(["ps", "--all", "--quiet", "--filter", filter])))
    await docker(["rm", "--force", "--volumes", id]);
  for (const kind of ["network", "volume"])
    for (const id of linesOf(await docker([kind, "ls", "--quiet", "--filter", filter])))
      await docker([kind, "rm", id]);
  for (const version of versions) {
    const app = describeApp(readDeployment({ ...box.deployment, version }));
    const names = [`${image}:${version}`, databaseImageOf({ app, deployment: box.deployment })];
    for (const name of names) await docker(["image", "rm", "--force", name]).catch(() => "");
  }
}
