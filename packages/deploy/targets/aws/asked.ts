import { describeApp } from "@/packages/deploy/app";
import type { App } from "@/packages/deploy/description";
import { isTrial } from "@/packages/deploy/environment";
import { type Deployment, demand, WrongSetting } from "@/packages/deploy/settings";

/** A deployment with what AWS cannot do without. */
export type AwsDeployment = Deployment &
  Required<Pick<Deployment, "region" | "hostedZone" | "alarmsTo">>;

/** What both targets on AWS are made from. */
export interface Asked {
  readonly app: App;
  readonly deployment: AwsDeployment;
  /** Begins the names of its stacks, so that two domains can share an account. */
  readonly prefix: string;
}

/**
 * Describes the app for a target on AWS.
 * @throws WrongSetting that names each setting that is missing
 */
export function askedOf(deployment: Deployment, target: "fargate" | "lambda"): Asked {
  const app = describeApp(deployment);
  if (isTrial(app))
    throw new WrongSetting(
      `domain is ${app.domain}, and ${target} needs one that the world can look up: --set domain=beanie.ty`,
    );
  return {
    app,
    deployment: demand(deployment, target, "region", "hostedZone", "alarmsTo"),
    prefix: `swingtag-${target}-${app.domain.replaceAll(".", "-")}`,
  };
}
