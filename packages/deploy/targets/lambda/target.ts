import { stackTemplate } from "@/packages/deploy/stack/cloudformation-template";
import type { Target } from "@/packages/deploy/target";
import { askedOf } from "../aws/asked";
import { STACK_TEMPLATE } from "../aws/names";
import { poolerImage } from "../aws/pooler-image";
import { assemble } from "../aws/synth";

/** AWS with a function in the web processes' place: see docs/guides/lambda.md. */
export const lambda: Target = {
  name: "lambda",
  says: "AWS: a Lambda function behind an HTTP API, with RDS",
  async emit(deployment) {
    const asked = askedOf(deployment, "lambda");
    const { addLambda } = await import("./cloudformation");
    const assembly = await assemble((cdk) => void addLambda(cdk, asked));
    const template = await stackTemplate(asked.app);
    return [...assembly, ...poolerImage(asked.app), { path: STACK_TEMPLATE, content: template }];
  },
  up: async (acting) => (await import("./act")).up(acting),
  down: async (acting) => (await import("./act")).down(acting),
  status: async (acting) => (await import("./act")).status(acting),
};
