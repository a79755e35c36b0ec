import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { validate } from "@/packages/deploy/targets/kubernetes/testing-documents";
import type { Cluster } from "./kubernetes-api";

const ObjectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
    generation: z.number().default(0),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.looseObject({}).optional(),
});

type Held = z.infer<typeof ObjectSchema> & { status?: Record<string, unknown> };

/** What happens to a request instead of its answer: a status, or a connection that breaks before or after the deed. */
export type Fault = number | "cut before" | "cut after" | null;

/** An API server that keeps objects in memory, and does to them what the cluster's controllers would. */
export interface TestCluster extends Cluster {
  /** Objects by their path. */
  readonly held: Map<string, Held>;
  /** Method and path of each request, in order. */
  readonly asked: string[];
  /** What is to happen to the next requests. */
  fault: (method: string, path: string, count: number) => Fault;
  /** Whether jobs succeed. */
  jobsSucceed: boolean;
  /** Says no to what a caller may not do. */
  mayDo: (method: string, path: string) => boolean;
  stop(): Promise<void>;
}

/** Starts one. Requests without its token are refused, objects that Kubernetes does not know as well. */
export async function startCluster(): Promise<TestCluster> {
  const held = new Map<string, Held>();
  const asked: string[] = [];
  let tokens = 0;
  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => say(res, 500, { message: String(error) }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  const cluster: TestCluster = {
    server: `http://127.0.0.1:${port}`,
    token: async () => `token-${++tokens}\n`,
    every: 1,
    held,
    asked,
    fault: () => null,
    jobsSucceed: true,
    mayDo: () => true,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return cluster;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(req.url ?? "/", cluster.server);
    const method = req.method ?? "";
    asked.push(`${method} ${path}`);
    const body = await text(req);
    if (req.headers.authorization !== `Bearer token-${tokens}`)
      return say(res, 401, { message: "Unauthorized" });
    if (!cluster.mayDo(method, path)) return say(res, 403, { message: "forbidden" });
    const fault = cluster.fault(method, path, asked.length);
    if (typeof fault === "number") return say(res, fault, { message: "for a test" });
    if (fault === "cut before") return void res.destroy();
    control();
    const [status, said] = await respond(method, path, searchParams, body);
    if (fault === "cut after") return void res.destroy();
    say(res, status, said);
  }

  async function respond(
    method: string,
    path: string,
    asks: URLSearchParams,
    body: string,
  ): Promise<[number, unknown]> {
    if (method === "PATCH") return patch(path, asks, body);
    if (path === "/api/v1/namespaces") return [200, { items: labelled(asks) }];
    const found = held.get(path);
    if (!found) return [404, { message: `${path} not found` }];
    if (method === "DELETE") {
      if (found.kind === "Namespace") found.metadata.deletionTimestamp ??= "2026-01-01T00:00:00Z";
      else held.delete(path);
    }
    return [200, found];
  }

  async function patch(
    path: string,
    asks: URLSearchParams,
    body: string,
  ): Promise<[number, unknown]> {
    if (!asks.get("fieldManager"))
      return [400, { message: "fieldManager is required for apply patch" }];
    const wanted = ObjectSchema.parse(JSON.parse(body));
    await validate(JSON.parse(body));
    const { namespace, name } = wanted.metadata;
    if (
      !path.endsWith(`/${name}`) ||
      path.includes("/namespaces/") !== (namespace !== undefined || wanted.kind === "Namespace")
    )
      return [400, { message: "the name of the object does not match the URL" }];
    if (namespace) {
      const home = held.get(`/api/v1/namespaces/${namespace}`);
      if (!home) return [404, { message: `namespaces "${namespace}" not found` }];
      if (home.metadata.deletionTimestamp) return [403, { message: "it is being terminated" }];
    }
    const before = held.get(path);
    const same = JSON.stringify(before?.spec) === JSON.stringify(wanted.spec);
    if (before && !same && wanted.kind === "Job") return [422, { message: "field is immutable" }];
    const generation = (before?.metadata.generation ?? 0) + (same && before ? 0 : 1);
    const next: Held = { ...wanted, status: before?.status };
    next.metadata.generation = generation;
    held.set(path, next);
    return [before ? 200 : 201, next];
  }

  function labelled(asks: URLSearchParams): Held[] {
    const [label = "", value] = (asks.get("labelSelector") ?? "").split("=");
    return [...held.values()].filter(
      ({ kind, metadata }) => kind === "Namespace" && metadata.labels[label] === value,
    );
  }

  /** One step of every controller: what was ordered is begun at one request and done at a later one. */
  function control(): void {
    for (const [path, one] of held) {
      const { namespace, generation } = one.metadata;
      const near = [...held.values()].filter((other) => other.metadata.namespace === namespace);
      if (one.kind === "Namespace" && one.metadata.deletionTimestamp) {
        const inside = [...held].filter(
          ([, { metadata }]) => metadata.namespace === one.metadata.name,
        );
        for (const [its] of inside) held.delete(its);
        if (inside.length === 0) held.delete(path);
      } else if (one.kind === "StatefulSet" || one.kind === "Deployment") {
        const begun = one.status?.observedGeneration === generation;
        const waits = one.kind === "Deployment" && !near.some(isSetUp);
        const ready = begun && !waits ? 1 : 0;
        one.status = {
          observedGeneration: generation,
          replicas: begun ? 1 : 2,
          updatedReplicas: 1,
          readyReplicas: ready,
        };
      } else if (one.kind === "Job" && !one.status?.conditions) {
        const database = near.some(
          ({ kind, status }) => kind === "StatefulSet" && status?.readyReplicas === 1,
        );
        const type = cluster.jobsSucceed && database ? "Complete" : "Failed";
        one.status = one.status ? { conditions: [{ type, status: "True" }] } : { active: 1 };
      }
    }
  }
}

function isSetUp({ kind, status }: Held): boolean {
  return kind === "Job" && JSON.stringify(status).includes("Complete");
}

function say(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(JSON.stringify(body));
}
