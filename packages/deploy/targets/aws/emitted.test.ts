import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { App } from "aws-cdk-lib";
import { afterAll, describe, expect, it } from "vitest";
import { describeApp } from "@/packages/deploy/app";
import { readDeployment, WrongSetting } from "@/packages/deploy/settings";
import { TenantStack } from "@/packages/deploy/stack/cloudformation-stack";
import type { EmittedFile, Target } from "@/packages/deploy/target";
import { wholeDeployment } from "@/packages/deploy/testing";
import { fargate } from "../fargate/target";
import { lambda } from "../lambda/target";
import { acknowledged } from "./acknowledged";
import { askedOf } from "./asked";
import { check } from "./checks";

const deployment = readDeployment({ ...wholeDeployment, stacks: true });
const targets: readonly Target[] = [fargate, lambda];
const folder = mkdtempSync(join(tmpdir(), "swingtag-aws-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const emitted = new Map<Target, Promise<readonly EmittedFile[]>>();
function filesOf(target: Target): Promise<readonly EmittedFile[]> {
  const files = emitted.get(target) ?? target.emit(deployment);
  emitted.set(target, files);
  return files;
}

describe.each(targets)("what is emitted for $name", (target) => {
  it("is the same to the byte when it is emitted again", async () => {
    expect(await target.emit(deployment)).toEqual(await filesOf(target));
  });

  it("names no folder of the machine that emitted it, and needs no assets but its templates", async () => {
    for (const { path, content } of await filesOf(target)) {
      expect(content, path).not.toContain(process.cwd());
      expect(content, path).not.toContain("swingtag-cdk-");
      if (!path.endsWith(".assets.json")) continue;
      const { files = {}, dockerImages = {} } = JSON.parse(content);
      expect(Object.keys(dockerImages)).toEqual([]);
      expect(Object.values(files)).toHaveLength(1);
    }
  });

  it.each(["region", "hostedZone", "alarmsTo"] as const)("demands %s by name", async (name) => {
    await expect(target.emit({ ...deployment, [name]: undefined })).rejects.toThrow(WrongSetting);
    await expect(target.emit({ ...deployment, [name]: undefined })).rejects.toThrow(name);
  });

  it("demands a domain that the world can look up", async () => {
    const trial = target.emit({ ...deployment, domain: "localhost" });
    await expect(trial).rejects.toThrow(/domain is localhost/);
  });
});

it("cdk-nag and CDK's validator find nothing but what is acknowledged, and nothing is acknowledged in vain", async () => {
  const { addFargate } = await import("../fargate/cloudformation");
  const { addLambda } = await import("../lambda/cloudformation");
  const checked = [
    await check((cdk: App) => void addFargate(cdk, askedOf(deployment, "fargate"))),
    await check((cdk: App) => void addLambda(cdk, askedOf(deployment, "lambda"))),
    await check((cdk: App) => void new TenantStack(cdk, describeApp(deployment))),
  ];
  expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
  const used = new Set(checked.flatMap((one) => [...one.used]));
  expect(acknowledged.filter((one) => !used.has(one))).toEqual([]);
});

it("the checks do find what is open to everyone", async () => {
  const { Bucket } = await import("aws-cdk-lib/aws-s3");
  const { addLambda } = await import("../lambda/cloudformation");
  const { findings } = await check((cdk) => {
    const { base } = addLambda(cdk, askedOf(deployment, "lambda"));
    new Bucket(base, "Open", { publicReadAccess: false });
  });
  expect(findings.map(({ rule }) => rule)).toContain("AwsSolutions-S10");
});

const linter = programOf("cfn-lint");
if (!linter)
  process.stderr.write(
    "\nSKIPPED: no cfn-lint. Install it (pip install cfn-lint) to lint the templates.\n\n",
  );

it.skipIf(!linter)("cfn-lint finds no error in any template", async () => {
  const templates: string[] = [];
  for (const target of targets)
    for (const { path, content } of await filesOf(target)) {
      // The base of both is one and the same.
      if (!/template\.json$/.test(path) || (target === lambda && !/services/.test(path))) continue;
      const file = join(folder, target.name, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      templates.push(file);
    }
  const { stdout } = spawnSync(linter ?? "", [...templates, "--format", "parseable"], {
    encoding: "utf8",
  });
  expect(stdout.split("\n").filter((line) => /:E\d{4}:/.test(line))).toEqual([]);
});

function programOf(name: string): string | undefined {
  const { stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
  return stdout.trim() || undefined;
}
