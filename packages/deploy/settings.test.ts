import { describe, expect, it } from "vitest";
import { demand, readDeployment, WrongSetting } from "./settings";

describe("a deployment's settings", () => {
  it("has a default for everything", () => {
    expect(readDeployment({})).toMatchObject({ domain: "localhost", size: "small" });
  });

  it.each([
    [{ domain: "https://beanie.ty" }, "domain"],
    [{ operators: ["nobody"] }, "operators"],
    [{ size: "huge" }, "size"],
    [{ colour: "red" }, "colour"],
  ])("names the setting that is wrong and says what it takes: %o", (input, name) => {
    expect(() => readDeployment(input)).toThrow(WrongSetting);
    expect(() => readDeployment(input)).toThrow(name);
  });

  it("names each setting that a target cannot do without", () => {
    const deployment = readDeployment({});
    expect(() => demand(deployment, "fargate", "region", "hostedZone")).toThrow(
      /region is missing[^\n]*\nhostedZone is missing/,
    );
  });
});
