import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "@/packages/deploy/description";

/**
 * The template of a tenant's own stack: everything that differs between two of them is a parameter, so that the
 * worker makes one with CloudFormation alone. CDK is needed where it is emitted and nowhere else.
 * @returns JSON
 */
export async function stackTemplate(app: App): Promise<string> {
  const [{ App: Cdk }, { TenantStack }, { quiet }] = await Promise.all([
    import("aws-cdk-lib"),
    import("./cloudformation-stack"),
    import("@/packages/deploy/targets/aws/synth"),
  ]);
  const outdir = await mkdtemp(join(tmpdir(), "swingtag-cdk-"));
  try {
    const cdk = new Cdk({ ...quiet, outdir, builtinCloudFormationValidation: false });
    const stack = new TenantStack(cdk, app);
    cdk.synth();
    return await readFile(join(outdir, stack.templateFile), "utf8");
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
