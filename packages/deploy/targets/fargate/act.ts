import { z } from "zod";
import type { Acting } from "@/packages/deploy/target";
import { type Asked, askedOf } from "../aws/asked";
import { deployCloudFormation } from "../aws/deploy-stack";
import { takeDown } from "../aws/down";
import { askAws, type Programs, programsHere } from "../aws/programs";
import { ARCHITECTURE, OUTPOST_ARCHITECTURE } from "../aws/sizes";
import { tellStatus } from "../aws/status";
import { type Putting, putUp } from "../aws/up";

/** The one region from which CloudFront takes certificates. */
const EDGE_REGION = "us-east-1";

type Given = Partial<Pick<Putting, "glance" | "serves" | "env">> & { readonly programs?: Programs };

/** See docs/guides/fargate.md for what happens, in order. */
export async function up(acting: Acting, given: Given = {}): Promise<void> {
  const asked = askedOf(acting.deployment, "fargate");
  const { programs = programsHere(acting.say), ...rest } = given;
  const parts = { asked, acting, programs };
  const { platform } = asked.deployment.outpost ? OUTPOST_ARCHITECTURE : ARCHITECTURE;
  await putUp({
    ...parts,
    ...rest,
    platform,
    fromOwnAlone: false,
    regions: [EDGE_REGION],
    async baseParameters(): Promise<Record<string, string>> {
      const { outpost } = asked.deployment;
      return outpost ? { OutpostZone: await outpostZone(programs, outpost, asked) } : {};
    },
    async services() {
      const { Arn = "" } = await deployCloudFormation(parts, "certificate");
      const EdgeList = await edgeList(programs, asked.deployment.region);
      await deployCloudFormation(parts, "services", { EdgeCertificate: Arn, EdgeList });
    },
  });
}

export async function down(
  acting: Acting & { readonly data: boolean },
  programs: Programs = programsHere(acting.say),
): Promise<void> {
  const asked = askedOf(acting.deployment, "fargate");
  const parts = [
    { part: "services", region: asked.deployment.region },
    { part: "certificate", region: EDGE_REGION },
  ];
  await takeDown({ asked, acting, programs, parts });
}

export async function status(
  acting: Acting,
  programs: Programs = programsHere(acting.say),
): Promise<boolean> {
  return tellStatus({ asked: askedOf(acting.deployment, "fargate"), acting, programs });
}

/** In which zone an Outpost is, which the network has to know. */
async function outpostZone(programs: Programs, id: string, { deployment }: Asked): Promise<string> {
  const schema = z.object({ Outpost: z.object({ AvailabilityZone: z.string() }) });
  const words = ["outposts", "get-outpost", "--outpost-id", id, "--region", deployment.region];
  return (await askAws(programs, words, schema)).Outpost.AvailabilityZone;
}

/** The addresses from which CloudFront asks are a list of Amazon's, with another id in each region. */
async function edgeList(programs: Programs, region: string): Promise<string> {
  const name = "com.amazonaws.global.cloudfront.origin-facing";
  const schema = z.object({ PrefixLists: z.array(z.object({ PrefixListId: z.string() })) });
  const { PrefixLists } = await askAws(
    programs,
    [
      ...["ec2", "describe-managed-prefix-lists", "--region", region],
      ...["--filters", `Name=prefix-list-name,Values=${name}`],
    ],
    schema,
  );
  const [list] = PrefixLists;
  if (!list)
    throw new Error(`${region} has no list ${name}. Choose a region that CloudFront knows.`);
  return list.PrefixListId;
}
