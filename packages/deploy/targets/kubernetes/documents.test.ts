import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type DeploymentInput, readDeployment, WrongSetting } from "@/packages/deploy/settings";
import { wholeDeployment } from "@/packages/deploy/testing";
import type { Document } from "./document";
import { emittedFiles, everyDocument, place } from "./documents";
import { documentsIn, podsMadeBy, validate } from "./testing-documents";

const inputs: [string, DeploymentInput][] = [
  ["small", {}],
  ["small with stacks", { stacks: true, storageClass: "fast" }],
  ["medium in a bucket", { size: "medium", files: "bucket", bucket: "photos" }],
  [
    "large with a store of its own",
    {
      size: "large",
      files: "bucket",
      bucket: "photos",
      bucketEndpoint: "http://store:9000",
      stacks: true,
      ingressClass: "traefik",
    },
  ],
];

const documentsOf = (input: DeploymentInput) =>
  everyDocument(place(readDeployment({ ...wholeDeployment, ...input })));

const kindOf = (documents: readonly Document[], kind: string) =>
  documents.filter((one) => one.kind === kind);

describe.each(inputs)("a %s deployment", (_, input) => {
  const documents = documentsOf(input);
  const pods = podsMadeBy(documents);
  const containers = [...pods].flatMap(([name, { containers, initContainers }]) =>
    [...initContainers, ...containers].map((one) => [`${name}: ${one.name}`, one] as const),
  );

  test("consists of objects that Kubernetes knows, each of its own name", async () => {
    for (const document of documents) await validate(document);
    const names = documents.map(
      ({ kind, metadata }) => `${kind} ${metadata?.namespace}/${metadata?.name}`,
    );
    expect(names).toEqual([...new Set(names)]);
  });

  test("is written as it is", () => {
    const files = emittedFiles(place(readDeployment({ ...wholeDeployment, ...input })));
    const written = files.filter(({ path }) => path.endsWith(".yaml"));
    const plain = (list: readonly Document[]) => JSON.parse(JSON.stringify(list));
    expect(written.flatMap(({ content }) => documentsIn(content))).toEqual(plain(documents));
  });

  test("has at least a pod for each process, job and schedule", () => {
    expect([...pods.keys()].map((name) => name.split(" ")[0])).toEqual(
      expect.arrayContaining(["Deployment", "Job", "CronJob"]),
    );
  });

  test("runs no pod as root, and none that could become it", () => {
    for (const [name, { securityContext }] of pods) {
      expect(securityContext.runAsUser, name).toBeGreaterThan(0);
      expect(securityContext.seccompProfile, name).toEqual({ type: "RuntimeDefault" });
    }
    for (const [name, container] of containers)
      expect(container.securityContext, name).toEqual({
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        capabilities: { drop: ["ALL"] },
      });
  });

  test("lets the API server itself refuse pods that could do more", () => {
    const [namespace] = kindOf(documents, "Namespace");
    expect(namespace?.metadata?.labels).toMatchObject({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  test("gives each container limits", () => {
    for (const [name, { resources }] of containers) {
      const both = {
        cpu: expect.stringMatching(/^\d+m$/),
        memory: expect.stringMatching(/^\d+Mi$/),
      };
      expect(resources, name).toEqual({ requests: both, limits: both });
    }
  });

  test("shows its token to no pod but where it says so, and there to one container without secrets", () => {
    for (const [name, pod] of pods) {
      expect(pod.automountServiceAccountToken, name).toBe(false);
      const holds = pod.volumes.some((volume) =>
        JSON.stringify(volume).includes("serviceAccountToken"),
      );
      const makes = name === "Deployment worker" && input.stacks === true;
      expect(holds, name).toBe(name.startsWith("Job setup-") || makes);
    }
    const marks = containers.filter(([name]) => name.endsWith(": mark"));
    expect(marks).toHaveLength(1);
    expect(JSON.stringify(marks)).not.toContain("secretKeyRef");
  });

  test("spreads replicas of one version over nodes", () => {
    for (const name of ["Deployment web", "Deployment worker"])
      expect(pods.get(name)?.topologySpreadConstraints[0], name).toMatchObject({
        topologyKey: "kubernetes.io/hostname",
        maxSkew: 1,
        whenUnsatisfiable: "DoNotSchedule",
      });
  });

  test("takes no web process away before another serves, and gives it time to end", () => {
    const web = documents.find(
      ({ kind, metadata }) => kind === "Deployment" && metadata?.name === "web",
    );
    expect(web).toMatchObject({
      spec: { strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } },
    });
    const pod = pods.get("Deployment web");
    const drain = pod?.containers[0]?.env.find(({ name }) => name === "DRAIN_SECONDS")?.value;
    const grace = pod?.terminationGracePeriodSeconds ?? 0;
    expect(grace).toBeGreaterThanOrEqual(Number(drain) + 30);
  });

  test("lets a node be drained: every budget leaves one pod to go, of at least two", () => {
    const budgets = kindOf(documents, "PodDisruptionBudget");
    expect(budgets.length).toBeGreaterThan(0);
    for (const budget of budgets) {
      expect(budget).toMatchObject({ spec: { maxUnavailable: 1 } });
      const name = budget.metadata?.name;
      const least = z
        .object({
          spec: z.union([
            z.object({ minReplicas: z.number() }),
            z.object({ replicas: z.number() }),
          ]),
        })
        .array()
        .parse(
          documents.filter(
            ({ kind, metadata }) =>
              metadata?.name === name &&
              (kind === "HorizontalPodAutoscaler" || (kind === "Deployment" && name !== "web")),
          ),
        )
        .map(({ spec }) => ("minReplicas" in spec ? spec.minReplicas : spec.replicas));
      expect(Math.min(...least), name).toBeGreaterThanOrEqual(2);
    }
  });

  test("starts no process of a version before that version's setup has ended", () => {
    const [job] = [...pods.keys()].filter((name) => name.startsWith("Job "));
    const waits = { configMapKeyRef: { name: job?.split(" ")[1], key: "done" } };
    for (const name of ["Deployment web", "Deployment worker", "CronJob doctor"])
      expect(pods.get(name)?.containers[0]?.env, name).toContainEqual({
        name: "SETUP_DONE",
        valueFrom: waits,
      });
  });

  test("names no secret's value, and tells the administrator's address to those alone who need it", () => {
    const told = [...pods].filter(([, pod]) => JSON.stringify(pod).includes('"database-url"'));
    expect(told.map(([name]) => name.replace(/(Job setup).*/, "$1"))).toEqual([
      "Job setup",
      "Deployment worker",
      "CronJob backup",
      "CronJob doctor",
    ]);
    expect(JSON.stringify(documents)).not.toMatch(/postgres:\/\/[^"]*:[^"]*@/);
    expect(kindOf(documents, "Secret")).toEqual([]);
  });
});

test("another version or another setting of setup is another job, the same is the same", () => {
  const jobOf = (input: DeploymentInput) => kindOf(documentsOf(input), "Job")[0]?.metadata?.name;
  expect(jobOf({})).toBe(jobOf({}));
  expect(jobOf({})).toMatch(/^setup-1-2-3-[0-9a-f]{8}$/);
  expect(
    new Set([jobOf({}), jobOf({ version: "1.2.4" }), jobOf({ files: "bucket", bucket: "b-1" })])
      .size,
  ).toBe(3);
});

test("the connections of all web processes together stay below what an outside database takes", () => {
  for (const size of ["medium", "large"] as const) {
    const placed = place(readDeployment({ ...wholeDeployment, size }));
    const web = podsMadeBy(everyDocument(placed)).get("Deployment web");
    const each = web?.containers[0]?.env.find(({ name }) => name === "DATABASE_CONNECTIONS_TOTAL");
    const most = placed.app.processes.web.replicas.most + 1;
    expect(Number(each?.value) * most).toBeLessThan(placed.app.database.connections);
    expect(Number(each?.value)).toBeGreaterThan(10);
  }
});

test("rights to make stacks are given where they are asked for alone, and never to read secrets", () => {
  expect(kindOf(documentsOf({}), "ClusterRole")).toEqual([]);
  const [role] = kindOf(documentsOf({ stacks: true }), "ClusterRole");
  const { rules } = z
    .object({
      rules: z.array(z.object({ resources: z.array(z.string()), verbs: z.array(z.string()) })),
    })
    .parse(role);
  expect(rules.flatMap(({ resources, verbs }) => [...resources, ...verbs])).not.toContain("*");
  const secrets = rules.filter(({ resources }) => resources.includes("secrets"));
  expect(secrets.flatMap(({ verbs }) => verbs)).toEqual(["create", "patch"]);
  expect(kindOf(documentsOf({ stacks: true }), "ValidatingAdmissionPolicy")).toHaveLength(1);
});

test.each([
  [{ files: "bucket" } as const, "bucket is missing"],
  [{ domain: "localhost", issuer: "letsencrypt" }, "issuer names"],
])("%o is refused by name", (input, sentence) => {
  expect(() => documentsOf(input)).toThrow(WrongSetting);
  expect(() => documentsOf(input)).toThrow(sentence);
});
