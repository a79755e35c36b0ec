import type { Acting } from "@/packages/deploy/target";
import { askedOf } from "../aws/asked";
import { deployCloudFormation } from "../aws/deploy-stack";
import { takeDown } from "../aws/down";
import { type Programs, programsHere } from "../aws/programs";
import { ARCHITECTURE } from "../aws/sizes";
import { tellStatus } from "../aws/status";
import { type Putting, putUp } from "../aws/up";

type Given = Partial<Pick<Putting, "glance" | "serves" | "env">> & { readonly programs?: Programs };

/** See docs/guides/lambda.md for what happens, in order. */
export async function up(acting: Acting, given: Given = {}): Promise<void> {
  const asked = askedOf(acting.deployment, "lambda");
  const { programs = programsHere(acting.say), ...rest } = given;
  const parts = { asked, acting, programs };
  await putUp({
    ...parts,
    ...rest,
    platform: ARCHITECTURE.platform,
    fromOwnAlone: true,
    regions: [],
    services: async () => void (await deployCloudFormation(parts, "services")),
  });
}

export async function down(
  acting: Acting & { readonly data: boolean },
  programs: Programs = programsHere(acting.say),
): Promise<void> {
  const asked = askedOf(acting.deployment, "lambda");
  const parts = [{ part: "services", region: asked.deployment.region }];
  await takeDown({ asked, acting, programs, parts });
}

export async function status(
  acting: Acting,
  programs: Programs = programsHere(acting.say),
): Promise<boolean> {
  return tellStatus({ asked: askedOf(acting.deployment, "lambda"), acting, programs });
}
