import type { DeploymentInput } from "./settings";

/** Says everything that any target demands, for tests. */
export const wholeDeployment: DeploymentInput = {
  domain: "beanie.ty",
  operators: ["operator@beanie.ty"],
  version: "1.2.3",
  image: "registry.example/swingtag",
  certificateMail: "certificates@beanie.ty",
  certificates: "on-demand",
  alarmsTo: "alarms@beanie.ty",
  region: "eu-central-1",
  hostedZone: "Z0123456789ABC",
  issuer: "letsencrypt",
};
