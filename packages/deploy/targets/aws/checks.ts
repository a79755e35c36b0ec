import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { z } from "zod";
import { type Acknowledged, acknowledged } from "./acknowledged";
import { type Build, quiet } from "./synth";

/** What cdk-nag or CDK's validator finds and nobody has acknowledged. */
export interface Finding {
  readonly rule: string;
  readonly says: string;
  readonly at: readonly string[];
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** Acknowledgements that met a finding. */
  readonly used: ReadonlySet<Acknowledged>;
}

/** Synthesizes with cdk-nag's AwsSolutions and CDK's own CloudFormation validator, both strict. */
export async function check(build: Build): Promise<Checked> {
  const outdir = await mkdtemp(join(tmpdir(), "swingtag-cdk-"));
  try {
    const cdk = new App({
      ...quiet,
      outdir,
      context: { ...quiet.context, "@aws-cdk/core:failSynthOnValidationErrors": false },
    });
    build(cdk);
    Validations.of(cdk).addPlugins(new AwsSolutionsChecks(cdk));
    cdk.synth();
    const report = await readFile(join(outdir, "validation-report.json"), "utf8");
    return judge(findingsIn(report));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

const ReportSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          ruleName: z.string(),
          description: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string().optional() })),
        }),
      ),
    }),
  ),
});

function findingsIn(report: string): Finding[] {
  return ReportSchema.parse(JSON.parse(report)).pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName, description, violatingConstructs }) => ({
      rule: ruleName,
      says: description,
      at: violatingConstructs.map(({ constructPath = "" }) => constructPath),
    })),
  );
}

/**
 * Takes out what is acknowledged, construct by construct. cdk-nag's own acknowledgements want each finding's full
 * name, which holds ids that are generated while it synthesizes.
 */
function judge(found: readonly Finding[]): Checked {
  const used = new Set<Acknowledged>();
  const findings = found.flatMap(({ rule, says, at }) => {
    const left = at.filter((path) => {
      const known = acknowledged.find((one) => one.finding.test(rule) && one.at.test(path));
      if (known) used.add(known);
      return !known;
    });
    return left.length > 0 ? [{ rule, says, at: left }] : [];
  });
  return { findings, used };
}
