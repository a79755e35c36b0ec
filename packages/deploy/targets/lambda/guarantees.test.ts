import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { all, containers, lambda } from "../aws/testing-templates";

describe("on lambda", () => {
  const { services } = lambda;

  it("the function runs the same image with swingtag lambda, inside the network", () => {
    services.hasResourceProperties("AWS::Lambda::Function", {
      PackageType: "Image",
      ImageConfig: { Command: ["lambda"] },
      Timeout: 29,
      VpcConfig: Match.anyValue(),
    });
  });

  it("its secrets are references in the template", () => {
    const [web] = all(services, "AWS::Lambda::Function");
    const { Variables } = JSON.parse(JSON.stringify(web?.properties.Environment));
    for (const name of ["SECRET", "SMTP_URL"])
      expect(JSON.stringify(Variables[name])).toContain("{{resolve:secretsmanager:");
    expect(Variables.DATABASE_CONNECTIONS_TOTAL).toBe("4");
  });

  it("the API answers on the apex and every site, and not under its own name", () => {
    services.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: true });
    for (const name of ["beanie.ty", "*.beanie.ty"])
      services.hasResourceProperties("AWS::ApiGatewayV2::DomainName", { DomainName: name });
    services.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 2);
  });

  it("jobs have a worker that stays", () => {
    expect(containers(services).map(({ Name }) => Name)).toContain("worker");
  });
});
