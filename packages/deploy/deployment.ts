import type { DeploymentInput } from "./settings";

/**
 * The few lines that describe this deployment; every other setting has a default (packages/deploy/settings.ts).
 * `npm run deploy -- … --set domain=beanie.ty` overrides one without an edit.
 */
export const deployment: DeploymentInput = {
  domain: "localhost",
};
