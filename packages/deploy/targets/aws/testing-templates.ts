import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { readDeployment } from "@/packages/deploy/settings";
import { wholeDeployment } from "@/packages/deploy/testing";
import { addFargate } from "../fargate/cloudformation";
import { addLambda } from "../lambda/cloudformation";
import { askedOf } from "./asked";
import { quiet } from "./synth";

export const deployment = readDeployment({ ...wholeDeployment, image: "swingtag", stacks: true });
/** An app that takes stacks, without checks. */
export const cdk = () => new App({ ...quiet, builtinCloudFormationValidation: false });

export const onFargate = addFargate(cdk(), askedOf(deployment, "fargate"));
export const onLambda = addLambda(cdk(), askedOf(deployment, "lambda"));
export const fargate = {
  base: Template.fromStack(onFargate.base),
  services: Template.fromStack(onFargate.services),
};
export const lambda = {
  base: Template.fromStack(onLambda.base),
  services: Template.fromStack(onLambda.services),
};

type Found = Record<string, { Properties: Record<string, unknown> }>;

export function all(template: Template, type: string) {
  const found: Found = JSON.parse(JSON.stringify(template.findResources(type)));
  return Object.entries(found).map(([id, { Properties }]) => ({ id, properties: Properties }));
}

interface Container {
  readonly Name: string;
  readonly Command?: string[];
  readonly Environment?: { Name: string; Value: unknown }[];
  readonly Secrets?: { Name: string; ValueFrom: unknown }[];
  readonly ReadonlyRootFilesystem?: boolean;
}

export function containers(template: Template): Container[] {
  return all(template, "AWS::ECS::TaskDefinition").flatMap(
    ({ properties }) => properties.ContainerDefinitions as Container[],
  );
}
