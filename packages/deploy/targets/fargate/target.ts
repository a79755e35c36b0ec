import { stackTemplate } from "@/packages/deploy/stack/cloudformation-template";
import type { Target } from "@/packages/deploy/target";
import { askedOf } from "../aws/asked";
import { STACK_TEMPLATE } from "../aws/names";
import { poolerImage } from "../aws/pooler-image";
import { assemble } from "../aws/synth";

/** AWS with containers and no machines to look after: see docs/guides/fargate.md. */
export const fargate: Target = {
  name: "fargate",
  says: "AWS: containers on Fargate behind CloudFront, with RDS",
  async emit(deployment) {
    const asked = askedOf(deployment, "fargate");
    const { addFargate } = await import("./cloudformation");
    const assembly = await assemble((cdk) => void addFargate(cdk, asked));
    const template = await stackTemplate(asked.app);
    return [...assembly, ...poolerImage(asked.app), { path: STACK_TEMPLATE, content: template }];
  },
  up: async (acting) => (await import("./act")).up(acting),
  down: async (acting) => (await import("./act")).down(acting),
  status: async (acting) => (await import("./act")).status(acting),
};
