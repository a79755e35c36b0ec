import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StackDriver } from "@/jobs/stack-driver";
import { stacksIn } from "./kubernetes-driver";
import { startCluster, type TestCluster } from "./testing-cluster";
import { ground, ours, theirs } from "./testing-orders";
import { rightsOfTheWorker } from "./testing-rights";

const silent = async () => {};
const never = new AbortController().signal;

let cluster: TestCluster;
let stacks: StackDriver;
beforeEach(async () => {
  cluster = await startCluster();
  cluster.mayDo = rightsOfTheWorker();
  stacks = stacksIn(cluster, ground, 60);
});
afterEach(() => cluster.stop());

const inside = (name: string) =>
  [...cluster.held.keys()].filter((path) => path.includes(`swingtag-${name}`));

describe("making a stack", () => {
  test("ends when its web process is ready, by steps that a person reads", async () => {
    const steps: string[] = [];
    const at = await stacks.ensure(ours, async (step) => void steps.push(step), never);
    expect(at).toEqual({
      server: "postgres.swingtag-s00000001.svc:5432",
      origin: "http://web.swingtag-s00000001.svc:3000",
    });
    expect(steps).toEqual([
      "Starting its Postgres",
      "Setting it up",
      "Starting its web process and its worker",
      "Waiting until it answers",
    ]);
    for (const part of ["web", "worker"])
      expect(
        cluster.held.get(`/apis/apps/v1/namespaces/swingtag-s00000001/deployments/${part}`)?.status,
      ).toMatchObject({
        readyReplicas: 1,
        replicas: 1,
      });
  });

  test("starts no process before its setup has ended", async () => {
    await stacks.ensure(ours, silent, never);
    const first = (what: RegExp) => cluster.asked.findIndex((asked) => what.test(asked));
    expect(first(/PATCH .*statefulsets/)).toBeLessThan(first(/PATCH .*jobs/));
    expect(first(/PATCH .*jobs/)).toBeLessThan(first(/PATCH .*deployments/));
  });

  test("a second time changes nothing", async () => {
    const at = await stacks.ensure(ours, silent, never);
    const before = JSON.stringify([...cluster.held]);
    expect(await stacks.ensure(ours, silent, never)).toEqual(at);
    expect(JSON.stringify([...cluster.held])).toBe(before);
  });

  test("leaves a neighbour's as it is", async () => {
    await stacks.ensure(theirs, silent, never);
    const before = JSON.stringify(inside("s00000002").map((path) => cluster.held.get(path)));
    await stacks.ensure(ours, silent, never);
    await stacks.ensure({ ...ours, image: "swingtag:1.2.4" }, silent, never);
    expect(JSON.stringify(inside("s00000002").map((path) => cluster.held.get(path)))).toBe(before);
  });

  test("killed at any request, it is completed by the next", async () => {
    await stacks.ensure(ours, silent, never);
    const requests = cluster.asked.length;
    const whole = inside("s00000001");
    await stacks.remove(ours.name, silent, never);
    for (let kill = 1; kill <= requests; kill++) {
      const killer = new AbortController();
      const from = cluster.asked.length;
      cluster.fault = (_, __, count) => {
        if (count - from < kill) return null;
        killer.abort(new Error("killed"));
        return "cut after";
      };
      await expect(stacks.ensure(ours, silent, killer.signal)).rejects.toThrow();
      cluster.fault = () => null;
      await stacks.ensure(ours, silent, never);
      expect(inside("s00000001")).toEqual(whole);
      await stacks.remove(ours.name, silent, never);
    }
    expect(requests).toBeGreaterThan(20);
  });

  test.each([500, 503, 429, 409, "cut before", "cut after"] as const)(
    "what passes by itself passes: %s at every second request",
    async (fault) => {
      cluster.fault = (method, __, count) =>
        count % 2 === 0 && (fault !== 409 || method === "PATCH") ? fault : null;
      await stacks.ensure(ours, silent, never);
      expect(inside("s00000001").length).toBeGreaterThan(15);
    },
  );

  test("what does not pass is told with what the cluster says", async () => {
    cluster.fault = (method, path) => (method === "PATCH" && path.includes("secrets") ? 422 : null);
    await expect(stacks.ensure(ours, silent, never)).rejects.toThrow(/secrets.*422 for a test/);
  });

  test("a setup that fails is an error, and is tried anew when it is asked for again", async () => {
    cluster.jobsSucceed = false;
    await expect(stacks.ensure(ours, silent, never)).rejects.toThrow("kubectl logs");
    expect(inside("s00000001").filter((path) => path.includes("deployments"))).toEqual([]);
    cluster.jobsSucceed = true;
    await stacks.ensure(ours, silent, never);
  });

  test.each([
    ["image", { ...ours, image: "swingtag:1.2.4" }],
    ["settings", { ...ours, settings: { ...ours.settings, LOG_LEVEL: "debug" } }],
  ])("another %s is set up anew before its processes are replaced", async (_, changed) => {
    await stacks.ensure(ours, silent, never);
    const from = cluster.asked.length;
    await stacks.ensure(changed, silent, never);
    const asked = cluster.asked.slice(from);
    const job = asked.findIndex((one) => /PATCH .*jobs/.test(one));
    expect(job).toBeLessThan(asked.findIndex((one) => /PATCH .*deployments/.test(one)));
    expect(inside("s00000001").filter((path) => path.includes("/jobs/"))).toHaveLength(2);
    for (const part of ["web", "worker"])
      expect(
        cluster.held.get(`/apis/apps/v1/namespaces/swingtag-s00000001/deployments/${part}`)
          ?.metadata.generation,
      ).toBe(2);
  });

  test("in a namespace that is still being removed waits until it is gone", async () => {
    await stacks.ensure(ours, silent, never);
    const home = cluster.held.get("/api/v1/namespaces/swingtag-s00000001");
    if (home) home.metadata.deletionTimestamp = "2026-01-01T00:00:00Z";
    await stacks.ensure(ours, silent, never);
    expect(home).not.toBe(cluster.held.get("/api/v1/namespaces/swingtag-s00000001"));
  });

  test("what never comes is an error and no endless wait", async () => {
    cluster.fault = (method, path) =>
      method === "GET" && path.includes("statefulsets") ? 404 : null;
    await expect(stacks.ensure(ours, silent, never)).rejects.toThrow("Its Postgres does not come");
  });
});

describe("removing a stack", () => {
  test("ends when nothing of it is left, and touches no other", async () => {
    await stacks.ensure(theirs, silent, never);
    const before = inside("s00000002");
    await stacks.ensure(ours, silent, never);
    await stacks.remove(ours.name, silent, never);
    expect(inside("s00000001")).toEqual([]);
    expect(inside("s00000002")).toEqual(before);
    await stacks.remove(ours.name, silent, never);
  });

  test("killed at any request, it is completed by the next", async () => {
    for (let kill = 1; kill <= 4; kill++) {
      await stacks.ensure(ours, silent, never);
      const killer = new AbortController();
      const from = cluster.asked.length;
      cluster.fault = (_, __, count) => {
        if (count - from < kill) return null;
        killer.abort(new Error("killed"));
        return "cut after";
      };
      await expect(stacks.remove(ours.name, silent, killer.signal)).rejects.toThrow();
      cluster.fault = () => null;
      await stacks.remove(ours.name, silent, never);
      expect(inside("s00000001")).toEqual([]);
    }
  });
});

test("a namespace that only happens to be called so is neither filled nor removed", async () => {
  cluster.held.set("/api/v1/namespaces/swingtag-s00000001", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "swingtag-s00000001", labels: {}, generation: 1 },
  });
  await expect(stacks.ensure(ours, silent, never)).rejects.toThrow("no stack of this installation");
  await expect(stacks.remove(ours.name, silent, never)).rejects.toThrow("no stack of this");
  expect(inside("s00000001")).toEqual(["/api/v1/namespaces/swingtag-s00000001"]);
});

test("stacks are listed by their names, half-made ones too, and another installation's are not", async () => {
  await stacks.ensure(theirs, silent, never);
  cluster.fault = (_, path) => (path.includes("statefulsets") ? 422 : null);
  await expect(stacks.ensure(ours, silent, never)).rejects.toThrow();
  cluster.fault = () => null;
  cluster.mayDo = () => true;
  const other = stacksIn(cluster, { ...ground, platform: "elsewhere" }, 60);
  await other.ensure({ ...ours, name: "s00000003" }, silent, never);
  expect(await stacks.list()).toEqual(["s00000001", "s00000002"]);
  expect(await other.list()).toEqual(["s00000003"]);
});

test.each(["", "s1", "../s00000001", "kube-system", "s00000001/x"])(
  "%j is no stack's name",
  async (name) => {
    await expect(stacks.remove(name, silent, never)).rejects.toThrow("no stack's name");
    await expect(stacks.ensure({ ...ours, name }, silent, never)).rejects.toThrow(
      "no stack's name",
    );
    expect(cluster.asked).toEqual([]);
  },
);
