import { expect, test } from "vitest";
import { z } from "zod";
import { type DeploymentInput, readDeployment } from "@/packages/deploy/settings";
import { wholeDeployment } from "@/packages/deploy/testing";
import { place } from "./documents";
import { networkDocuments } from "./network";

const PeerSchema = z.object({
  podSelector: z.object({ matchLabels: z.record(z.string(), z.string()).default({}) }).optional(),
  namespaceSelector: z
    .object({ matchLabels: z.record(z.string(), z.string()).default({}) })
    .optional(),
  ipBlock: z.object({ cidr: z.string(), except: z.array(z.string()) }).optional(),
});
const PortsSchema = z.array(z.object({ port: z.number() }));
const PolicySchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    podSelector: z.object({ matchLabels: z.record(z.string(), z.string()).default({}) }),
    policyTypes: z.array(z.string()),
    ingress: z.array(z.object({ from: z.array(PeerSchema), ports: PortsSchema })).default([]),
    egress: z.array(z.object({ to: z.array(PeerSchema), ports: PortsSchema })).default([]),
  }),
});

const part = "app.kubernetes.io/component";

function pathsOf(input: DeploymentInput = {}) {
  const placed = place(readDeployment({ ...wholeDeployment, ...input }));
  const policies = PolicySchema.array().parse(networkDocuments(placed));
  const of = (name: string) => {
    const one = policies.find(({ metadata }) => metadata.name === name);
    if (!one) throw new Error(`There is no policy ${name}.`);
    expect(one.spec.podSelector.matchLabels[part] ?? "").toBe(name === "nothing-else" ? "" : name);
    expect(one.spec.policyTypes).toEqual(["Ingress", "Egress"]);
    return one.spec;
  };
  const nameOf = (peer: z.infer<typeof PeerSchema>) =>
    peer.ipBlock
      ? "anywhere"
      : [
          ...Object.values(peer.namespaceSelector?.matchLabels ?? {}),
          peer.podSelector?.matchLabels[part],
        ]
          .filter(Boolean)
          .join(" ");
  return {
    into: (name: string) =>
      of(name).ingress.flatMap(({ from, ports }) =>
        ports.flatMap(({ port }) => from.map((peer) => `${nameOf(peer)} ${port}`)),
      ),
    outOf: (name: string) => [
      ...new Set(
        of(name).egress.flatMap(({ to, ports }) =>
          ports.flatMap(({ port }) => to.map((peer) => `${nameOf(peer)} ${port}`)),
        ),
      ),
    ],
    blocks: policies.flatMap(({ spec }) =>
      spec.egress.flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock ?? [])),
    ),
    nothing: of("nothing-else"),
  };
}

test("what no policy names reaches nobody and is reached by nobody, but asks for addresses", () => {
  const { nothing } = pathsOf();
  expect(nothing.ingress).toEqual([]);
  expect(nothing.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53]);
});

test.each([
  ["nginx", "ingress-nginx"],
  ["traefik", "traefik"],
])("nothing but the ingress %s reaches a web process", (ingressClass, namespace) => {
  expect(pathsOf({ ingressClass }).into("web")).toEqual([`${namespace} 3000`]);
});

test("the database is reached by pooler, worker, setup, backup and doctor, and the pooler by web alone", () => {
  const { into, outOf } = pathsOf();
  expect(into("postgres")).toEqual(
    ["pgbouncer", "worker", "setup", "backup", "doctor"].map((name) => `${name} 5432`),
  );
  expect(into("pgbouncer")).toEqual(["web 6432"]);
  expect(outOf("pgbouncer")).toEqual(["postgres 5432"]);
  expect(outOf("postgres")).toEqual([]);
  expect(outOf("web")).not.toContain("postgres 5432");
});

test("worker, jobs and collector take nothing but what they are for", () => {
  const { into, outOf } = pathsOf();
  for (const name of ["worker", "setup", "backup", "doctor"]) expect(into(name)).toEqual([]);
  expect(into("collector")).toEqual(
    ["web", "worker", "setup", "doctor"].map((name) => `${name} 4318`),
  );
  expect(outOf("collector")).toEqual([]);
  expect(outOf("backup")).toEqual(["postgres 5432"]);
});

test("where a cloud tells a machine who it is can't be reached", () => {
  const { blocks } = pathsOf({ size: "large", stacks: true });
  expect(blocks.length).toBeGreaterThan(0);
  for (const { cidr, except } of blocks)
    expect(except).toContain(cidr.includes(":") ? "fe80::/10" : "169.254.0.0/16");
});

test("an outside database is reached on its port, a store of one's own on its own", () => {
  const { outOf } = pathsOf({
    size: "medium",
    files: "bucket",
    bucket: "photos",
    bucketEndpoint: "http://store.example:9000",
  });
  expect(outOf("web")).toEqual(expect.arrayContaining(["anywhere 5432", "anywhere 9000"]));
});

test("stacks are reached by web and worker, and reach the collector, where there are any", () => {
  expect(pathsOf({ stacks: true }).into("collector")).toContain("swingtag 4318");
  expect(pathsOf({ stacks: true }).outOf("web")).toContain("swingtag 3000");
  expect(pathsOf().outOf("web")).not.toContain("swingtag 3000");
});
