import { beforeEach, describe, expect, test } from "vitest";
import { type DeploymentInput, readDeployment } from "@/packages/deploy/settings";
import { wholeDeployment } from "@/packages/deploy/testing";
import { kubernetesTarget } from "./target";
import { type TestKubectl, testKubectl } from "./testing-kubectl";

let kubectl: TestKubectl;
let said: string[];
beforeEach(() => {
  kubectl = testKubectl();
  said = [];
});

const SMTP_URL = "smtp://user:mail-password@mail.example:587";

function acting(input: DeploymentInput = {}) {
  const deployment = readDeployment({ ...wholeDeployment, ...input });
  return {
    deployment,
    folder: "/emitted",
    stateFolder: "/kept",
    say: (line: string) => void said.push(line),
  };
}

const up = (input: DeploymentInput = {}, given: Record<string, string> = { SMTP_URL }) =>
  kubernetesTarget(kubectl.run, given).up(acting(input));

const changes = () =>
  kubectl.typed.filter((line) => /^(apply|create|replace|delete|rollout restart)/.test(line));

const applied = () =>
  kubectl.typed.flatMap((line) => /^apply .*\/emitted\/(\S+)$/.exec(line)?.[1] ?? []);

describe("up", () => {
  test("applies each stage once those before it stand: setup ends before a process is replaced", async () => {
    await up();
    expect(applied()).toEqual([
      "00-namespace.yaml",
      "10-access.yaml",
      "20-network.yaml",
      "30-database.yaml",
      "40-setup.yaml",
      "50-processes.yaml",
      "60-ingress.yaml",
      "70-schedules.yaml",
    ]);
    const at = (what: RegExp) => kubectl.typed.findIndex((line) => what.test(line));
    expect(at(/rollout status statefulset\/postgres/)).toBeLessThan(at(/40-setup/));
    expect(at(/create .*--filename -/)).toBeLessThan(at(/30-database/));
    expect(said.at(-2)).toBe("https://beanie.ty serves version 1.2.3");
  });

  test("makes secrets once, keeps them, and types none of them", async () => {
    await up();
    const made = { ...kubectl.secrets.get("swingtag-secrets") };
    expect(Object.keys(made).sort()).toEqual([
      "database-url",
      "pooler-password",
      "postgres-password",
      "secret",
      "smtp-url",
    ]);
    expect(made.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(made["database-url"]).toContain(`:${made["postgres-password"]}@postgres:5432`);
    await up({}, {});
    expect(kubectl.secrets.get("swingtag-secrets")).toEqual(made);
    for (const line of kubectl.typed)
      for (const value of Object.values(made)) expect(line).not.toContain(value);
  });

  test("takes another mail server when it is given one, and tells the processes", async () => {
    await up();
    expect(kubectl.typed.join("\n")).not.toContain("rollout restart");
    await up({}, { SMTP_URL: "smtp://other.example:587" });
    expect(kubectl.secrets.get("swingtag-secrets")?.["smtp-url"]).toBe("smtp://other.example:587");
    expect(kubectl.typed).toContain(
      "rollout restart deployment/web deployment/worker --namespace swingtag",
    );
  });

  test("takes an outside database's address, and gives web processes the address without the login", async () => {
    const DATABASE_URL = "postgres://admin:admin-password@db.example:5432/postgres?sslmode=require";
    await up({ size: "medium" }, { SMTP_URL, DATABASE_URL });
    expect(kubectl.secrets.get("swingtag-secrets")).toMatchObject({
      "database-url": DATABASE_URL,
      "database-address": "postgres://db.example:5432/postgres?sslmode=require",
    });
    expect(applied()).not.toContain("30-database.yaml");
  });

  test.each([
    ["without a login", { DATABASE_URL: "postgres://db.example/postgres" }],
    ["on another port", { DATABASE_URL: "postgres://a:b@db.example:6543/postgres" }],
  ])("refuses an outside database %s, and says what it takes", async (_, given) => {
    await expect(up({ size: "medium" }, { SMTP_URL, ...given })).rejects.toThrow("must look like");
  });

  test("keeps a bucket's keys apart, where it is given some", async () => {
    const bucket = { files: "bucket", bucket: "photos" } as const;
    const keys = { BUCKET_ACCESS_KEY_ID: "key", BUCKET_SECRET_ACCESS_KEY: "its-secret" };
    await up(bucket, { SMTP_URL, ...keys });
    expect(kubectl.secrets.get("swingtag-bucket")).toEqual({
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "its-secret",
    });
    const half = { SMTP_URL, BUCKET_ACCESS_KEY_ID: "key" };
    await expect(up(bucket, half)).rejects.toThrow("BUCKET_SECRET_ACCESS_KEY is missing");
  });

  test("says what failed of a setup, and leaves the processes that run as they are", async () => {
    const failed = { status: { conditions: [{ type: "Failed", status: "True" }] } };
    kubectl.answers.set("get job", (asked) => ({ out: asked === 1 ? "" : JSON.stringify(failed) }));
    kubectl.answers.set("logs job/", { out: "DATABASE_URL: password wrong" });
    await expect(up()).rejects.toThrow(/Setup failed[\s\S]*password wrong/);
    expect(applied()).not.toContain("50-processes.yaml");
  });

  test("starts a setup anew that failed before", async () => {
    const failed = { status: { conditions: [{ type: "Failed", status: "True" }] } };
    const done = { status: { conditions: [{ type: "Complete", status: "True" }] } };
    kubectl.answers.set("get job", (asked) => ({
      out: JSON.stringify(asked === 1 ? failed : done),
    }));
    await up();
    const at = (what: RegExp) => kubectl.typed.findIndex((line) => what.test(line));
    expect(at(/^delete job setup-1-2-3-\w+ .*--wait/)).toBeLessThan(at(/40-setup/));
    expect(at(/^delete job setup-1-2-3-\w+ .*--wait/)).toBeGreaterThan(-1);
  });

  test("says why pods don't come up", async () => {
    const pod = {
      metadata: { name: "web-1" },
      status: {
        containerStatuses: [
          { state: { waiting: { reason: "ErrImagePull", message: "no such image" } } },
        ],
        conditions: [{ status: "False", reason: "Unschedulable", message: "0/3 nodes have room" }],
      },
    };
    kubectl.answers.set("rollout status deployment/web", { code: 1, err: "timed out" });
    kubectl.answers.set("get pods", { out: JSON.stringify({ items: [pod] }) });
    await expect(up()).rejects.toThrow(
      "deployment/web does not come up: timed out\nweb-1: ErrImagePull no such image\nweb-1: 0/3 nodes have room",
    );
  });

  test.each<[string, string, { code?: number; out?: string; err?: string }, string]>([
    ["no cluster", "version", { code: 1, err: "connection refused" }, "kubectl config use-context"],
    [
      "an old cluster",
      "version",
      { out: JSON.stringify({ serverVersion: { major: "1", minor: "27" } }) },
      "needs 1.30",
    ],
    [
      "no right",
      "can-i create namespaces",
      { code: 1, out: "no\n" },
      "You may not create namespaces",
    ],
    ["no ingress", "get ingressclass", { out: "" }, "kubectl get ingressclass"],
    ["no issuer", "get clusterissuer", { out: "" }, "no ClusterIssuer letsencrypt"],
    [
      "no storage",
      "get storageclass",
      { out: JSON.stringify({ items: [] }) },
      "--set storageClass=NAME",
    ],
    [
      "cert-manager not there",
      "get clusterissuer",
      { code: 1, err: `the server doesn't have a resource type "clusterissuer"` },
      "install cert-manager",
    ],
  ])(
    "%s is said before anything is changed, with what to do",
    async (_, part, answer, sentence) => {
      kubectl.answers.set(part, answer);
      await expect(up()).rejects.toThrow(sentence);
      expect(changes()).toEqual([]);
    },
  );

  test("everything that is missing is said at once", async () => {
    kubectl.answers.set("get ingressclass", { out: "" });
    kubectl.answers.set("secret swingtag-tls", { out: "" });
    const given = up({ issuer: undefined, size: "large" }, {});
    await expect(given).rejects.toThrow(
      /ingress class[^\n]*\n.*kubectl create secret tls[^\n]*\nSMTP_URL is missing[^\n]*\nDATABASE_URL is missing/,
    );
  });

  test("a cluster that measures nothing is a remark", async () => {
    kubectl.answers.set("get apiservice", { out: "" });
    await up();
    expect(said[0]).toContain("metrics-server");
  });
});

describe("down", () => {
  test("keeps volumes, secrets and the namespace", async () => {
    await kubernetesTarget(kubectl.run, {}).down({ ...acting(), data: false });
    expect(changes()).toHaveLength(1);
    expect(changes()[0]).not.toMatch(/namespace swingtag --ignore|secret|persistentvolume|pvc/);
    expect(changes()[0]).toMatch(
      /^delete deployment,statefulset,.* --selector app.kubernetes.io\/name=swingtag/,
    );
  });

  test("with data removes stacks of their own and the namespace, and waits", async () => {
    await kubernetesTarget(kubectl.run, {}).down({ ...acting(), data: true });
    expect(changes()).toEqual([
      "delete namespace --selector swingtag/platform=swingtag --wait",
      "delete namespace swingtag --ignore-not-found --wait",
    ]);
  });
});

describe("status", () => {
  const workload = (name: string, ready: number) => ({
    kind: "Deployment",
    metadata: { name },
    spec: { replicas: 2 },
    status: { readyReplicas: ready, updatedReplicas: 2 },
  });
  const names = ["web", "worker", "collector", "postgres", "pgbouncer"];

  test.each([
    ["is well when all is ready", names.map((name) => workload(name, 2)), true],
    ["is not when one is not", names.map((name) => workload(name, name === "web" ? 1 : 2)), false],
    ["is not when one is not there", names.slice(1).map((name) => workload(name, 2)), false],
  ])("%s", async (_, items, well) => {
    kubectl.answers.set("get deployments", { out: JSON.stringify({ items }) });
    expect(await kubernetesTarget(kubectl.run, {}).status(acting())).toBe(well);
    expect(said).toHaveLength(5);
  });
});
