import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App as Cdk } from "aws-cdk-lib";
import { z } from "zod";
import type { EmittedFile } from "@/packages/deploy/target";

/** Adds the stacks of one target to an app of CDK's. */
export type Build = (cdk: Cdk) => void;

/** What CDK writes about itself and not about what is deployed. */
const LEFT_OUT = new Set(["validation-report.json", "tree.json"]);

/**
 * Synthesizes in this process, into a folder that is removed again.
 * @returns the cloud assembly, as `cdk deploy --app` takes it; no file of it names this machine
 */
export async function assemble(build: Build): Promise<EmittedFile[]> {
  const { App } = await import("aws-cdk-lib");
  const outdir = await mkdtemp(join(tmpdir(), "swingtag-cdk-"));
  try {
    const cdk = new App({ ...quiet, outdir, builtinCloudFormationValidation: false });
    build(cdk);
    cdk.synth();
    const names = (await readdir(outdir)).filter((name) => !LEFT_OUT.has(name)).sort();
    return await Promise.all(
      names.map(async (name) => ({
        path: name,
        content: withoutTraces(name, await readFile(join(outdir, name), "utf8")),
      })),
    );
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

const MetadataSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown().optional() })),
);

/** Removes the source positions of this machine, which differ from run to run. */
function withoutTraces(name: string, content: string): string {
  if (!name.endsWith(".metadata.json")) return content;
  const entries = Object.entries(MetadataSchema.parse(JSON.parse(content))).map(
    ([path, found]) => [path, found.flatMap(withoutTrace)] as const,
  );
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

function withoutTrace({ type, data }: { type: string; data?: unknown }) {
  return type === "aws:cdk:creationStack" ? [] : [{ type, data }];
}

/** Nothing about where and when it was made. */
export const quiet = {
  analyticsReporting: false,
  treeMetadata: false,
  stackTraces: false,
  context: {
    "aws:cdk:enable-path-metadata": false,
    "aws:cdk:disable-logicalId-metadata": true,
    "aws:cdk:disable-stack-trace": true,
    "aws:cdk:enable-asset-metadata": false,
    "@aws-cdk/aws-iam:minimizePolicies": true,
    "@aws-cdk/core:validateAgainstDefaultRules": true,
  },
} as const;
