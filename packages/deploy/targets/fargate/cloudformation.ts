import { type App as Cdk, Tags } from "aws-cdk-lib";
import type { Asked } from "../aws/asked";
import { Base } from "../aws/base";
import { UNTAGGED } from "../aws/names";
import { EdgeCertificate, Services } from "./services";

/** The stacks of the target `fargate`, in the order in which they are deployed. */
export function addFargate(cdk: Cdk, asked: Asked) {
  const env = { region: asked.deployment.region };
  const base = new Base(cdk, asked, env);
  const certificate = new EdgeCertificate(cdk, base);
  const services = new Services(cdk, base, env);
  Tags.of(cdk).add("swingtag:installation", asked.prefix, { excludeResourceTypes: UNTAGGED });
  return { base, certificate, services };
}
