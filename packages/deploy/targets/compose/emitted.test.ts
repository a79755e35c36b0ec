import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readEnv } from "@/base/env";
import { describeApp } from "@/packages/deploy/app";
import { secrets } from "@/packages/deploy/environment";
import { type DeploymentInput, readDeployment, WrongSetting } from "@/packages/deploy/settings";
import { emitCompose } from "./emitted";
import { environmentIn, PARTS, proxyAddress } from "./ground";

const ServiceSchema = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  env_file: z.array(z.string()).default([]),
  networks: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
});
const FileSchema = z.object({
  services: z.record(z.string(), ServiceSchema),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.unknown()),
});

const grounds: readonly (readonly [string, DeploymentInput])[] = [
  ["a trial", {}],
  ["a domain", { domain: "beanie.ty", certificates: "files", operators: ["o@beanie.ty"] }],
  [
    "a large one with a bucket and stacks",
    {
      domain: "beanie.ty",
      size: "large",
      certificates: "on-demand",
      certificateMail: "c@beanie.ty",
      files: "bucket",
      bucket: "photos",
      bucketEndpoint: "https://store.example",
      stacks: true,
      httpsPort: 8443,
    },
  ],
];

function emitted(input: DeploymentInput) {
  const deployment = readDeployment(input);
  const files = emitCompose(deployment, "compose", { stateFolder: "./keep", builds: true });
  const content = (path: string) => files.find((file) => file.path === path)?.content ?? "";
  return { deployment, content, file: FileSchema.parse(parse(content("compose.yaml"))) };
}

describe.each(grounds)("compose for %s", (_, input) => {
  const { deployment, content, file } = emitted(input);
  const app = describeApp(deployment);
  const services = Object.entries(file.services);

  test.each(services)(
    "%s has limits, a bounded log and no right it was not given",
    (_, service) => {
      expect(service).toMatchObject({
        cpus: expect.any(Number),
        mem_limit: expect.stringMatching(/^\d+m$/),
        pids_limit: expect.any(Number),
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
        logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "5" } },
      });
    },
  );

  test.each(services.filter(([name]) => name !== "setup"))(
    "%s is watched and comes back after a restart of the machine",
    (_, service) => {
      expect(service).toMatchObject({
        restart: "unless-stopped",
        healthcheck: { test: expect.arrayContaining(["CMD"]) },
      });
    },
  );

  it("runs the setup job once, as text that compose 1 does not read as false", () => {
    expect(file.services.setup?.restart).toBe("no");
    expect(content("compose.yaml")).toContain('restart: "no"');
  });

  it("publishes the proxy alone", () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual([
      "caddy",
    ]);
    const open = Object.entries(file.networks).flatMap(([name, { internal }]) =>
      internal ? [] : [name],
    );
    for (const name of ["postgres", "pgbouncer", "collector", "setup"])
      expect(networksOf(file.services[name])).not.toEqual(expect.arrayContaining(open));
  });

  it("names only networks, volumes and services that are there", () => {
    for (const [, service] of services) {
      for (const name of networksOf(service)) expect(Object.keys(file.networks)).toContain(name);
      for (const name of Object.keys(service.depends_on))
        expect(Object.keys(file.services)).toContain(name);
      for (const volume of service.volumes.filter((one) => /^[a-z]/.test(one)))
        expect(Object.keys(file.volumes)).toContain(volume.split(":")[0]);
    }
  });

  it("has as many web processes as the size says, all of them behind the proxy", () => {
    const webs = Object.keys(file.services).filter((name) => name.startsWith("web-"));
    expect(webs).toHaveLength(app.processes.web.replicas.least);
    for (const web of webs) expect(content("caddy/Caddyfile")).toContain(`${web}:3000`);
  });

  it("lets web processes believe the proxy's own address and no other", () => {
    const web = file.services["web-1"];
    expect(web?.environment.TRUSTED_PROXIES).toBe(proxyAddress(deployment));
    expect(file.services.caddy?.networks).toMatchObject({
      edge: { ipv4_address: web?.environment.TRUSTED_PROXIES },
    });
  });

  it("writes no secret, and reads each from a file of its own", () => {
    const names: readonly string[] = [...Object.values(secrets), "AWS_SECRET_ACCESS_KEY"];
    for (const [, { environment }] of services)
      for (const [name, value] of Object.entries(environment)) {
        if (name !== "DATABASE_URL") expect(names).not.toContain(name);
        expect(value).not.toMatch(/:\/\/[^/]*@/);
      }
    expect(file.services["web-1"]?.env_file).toEqual([expect.stringMatching(/keep\}\/web\.env$/)]);
  });

  test.each(PARTS)("%s starts with the settings it is given", (part) => {
    const { plain, secret } = environmentIn(app, deployment, part);
    const values: Record<string, string> = {
      SECRET: "s".repeat(43),
      DATABASE_URL: "postgres://postgres:p@postgres:5432/postgres",
      SMTP_URL: "smtp://mail.example:587",
    };
    const given = Object.fromEntries(secret.map((name) => [name, values[name] ?? "given"]));
    expect(readEnv({ ...plain, ...given })).toMatchObject({
      BASE_DOMAIN: deployment.domain,
      scheme: "https",
    });
  });
});

describe("a deployment that compose cannot do", () => {
  test.each<[DeploymentInput, string]>([
    [{ certificates: "on-demand" }, "certificateMail"],
    [{ files: "bucket" }, "bucket"],
  ])("%o is refused by the setting's name", (input, name) => {
    expect(() => emitted(input)).toThrow(WrongSetting);
    expect(() => emitted(input)).toThrow(name);
  });
});

describe("the proxy", () => {
  it("makes certificates for known hosts only, and asks nobody where it brings one", () => {
    const { content } = emitted({});
    expect(content("caddy/Caddyfile")).toMatch(/on_demand_tls \{\s+ask http:\/\/127\.0\.0\.1/);
    const brought = emitted({ domain: "beanie.ty", certificates: "files" });
    expect(brought.content("caddy/Caddyfile")).not.toContain("on_demand");
    expect(brought.content("caddy/Caddyfile")).toContain(
      "https://beanie.ty, https://*.beanie.ty {",
    );
  });

  it("does not tell visitors which hosts are known", () => {
    expect(emitted({}).content("caddy/Caddyfile")).toMatch(
      /tls internal[\s\S]*handle \/known-host \{\s+respond 404/,
    );
  });

  it("leads to https on the port that visitors see", () => {
    expect(emitted({ httpsPort: 8443 }).content("caddy/Caddyfile")).toContain(
      "redir https://{host}:8443{uri} 308",
    );
  });
});

function networksOf(service: z.infer<typeof ServiceSchema> | undefined): string[] {
  const { networks = [] } = service ?? {};
  return Array.isArray(networks) ? networks : Object.keys(networks);
}
