import { afterEach, beforeEach, expect, test } from "vitest";
import type { StackDriver, StackOrder } from "@/jobs/stack-driver";
import { composeDriver } from "./compose-driver";
import { type FakeEngine, fakeEngine } from "./testing-engine";

const SERVICE = "com.docker.compose.service";
const quietly = async () => {};
const never = new AbortController().signal;

let engine: FakeEngine;
let driver: StackDriver;
beforeEach(async () => {
  engine = await fakeEngine();
  engine.things.networks.set("inside", thing("inside", {}));
  driver = composeDriver(new URL(`compose://${engine.socket}?network=inside`));
});
afterEach(() => engine.close());

test("a stack is a compose project, reached by names in the platform's network", async () => {
  expect(await driver.ensure(orderOf("s00000001"), quietly, never)).toEqual({
    server: "s00000001-postgres:5432",
    origin: "http://s00000001-web:3000",
  });
  expect(servicesOf("s00000001")).toEqual(["postgres", "setup", "web", "worker"]);
  expect(engine.deeds.indexOf("start setup")).toBeLessThan(engine.deeds.indexOf("create web"));
  expect(await driver.list()).toEqual(["s00000001"]);
});

test("without a network of the platform's, it is reached on this machine", async () => {
  const here = composeDriver(new URL(`compose://${engine.socket}`));
  expect(await here.ensure(orderOf("s00000001"), quietly, never)).toEqual({
    server: "127.0.0.1:49154",
    origin: "http://127.0.0.1:49153",
  });
  expect(await driver.list()).toEqual([]);
});

test("a stack that was broken off at any request is completed by the next try", async () => {
  for (let requests = 1; ; requests++) {
    const name = `s${String(requests).padStart(8, "0")}`;
    engine.breakAfter(requests);
    const whole = await driver.ensure(orderOf(name), quietly, never).then(
      () => true,
      () => false,
    );
    engine.breakAfter(Number.POSITIVE_INFINITY);
    if (whole) break;
    await driver.ensure(orderOf(name), quietly, never);
    expect(servicesOf(name), `${requests}`).toEqual(["postgres", "setup", "web", "worker"]);
    for (const { networks, labels } of containersOf(name))
      expect(networks, `${requests} ${labels[SERVICE]}`).toEqual(["inside"]);
  }
  expect((await driver.list()).length).toBeGreaterThan(20);
});

test("the same order again changes nothing", async () => {
  await driver.ensure(orderOf("s00000001"), quietly, never);
  const before = engine.deeds.length;
  await driver.ensure(orderOf("s00000001"), quietly, never);
  expect(engine.deeds.slice(before)).toEqual([]);
});

test("a new image is set up first, and the old web process goes when the new one is well", async () => {
  await driver.ensure(orderOf("s00000001"), quietly, never);
  const before = engine.deeds.length;
  await driver.ensure({ ...orderOf("s00000001"), image: "swingtag:2" }, quietly, never);
  const deeds = engine.deeds.slice(before);
  const order = ["start setup", "create web", "start web", "stop web", "delete web"];
  expect(deeds.filter((deed) => order.includes(deed))).toEqual(order);
  expect(deeds.filter((deed) => deed.includes("postgres"))).toEqual([]);
  expect(servicesOf("s00000001")).toEqual(["postgres", "setup", "web", "worker"]);
});

test("a setup that fails is told with its last line, and is run again by the next try", async () => {
  engine.setupEnds = 3;
  await expect(driver.ensure(orderOf("s00000001"), quietly, never)).rejects.toThrow(
    "The stack's setup ended with 3: the last line of setup",
  );
  expect(servicesOf("s00000001")).toEqual(["postgres", "setup"]);
  engine.setupEnds = 0;
  await driver.ensure(orderOf("s00000001"), quietly, never);
  expect(servicesOf("s00000001")).toEqual(["postgres", "setup", "web", "worker"]);
});

test("a removal that was broken off at any request is ended by the next, and theirs stays", async () => {
  await driver.ensure(orderOf("s99999999"), quietly, never);
  for (let requests = 1; ; requests++) {
    await driver.ensure(orderOf("s00000001"), quietly, never);
    engine.breakAfter(requests);
    const whole = await driver.remove("s00000001", quietly, never).then(
      () => true,
      () => false,
    );
    engine.breakAfter(Number.POSITIVE_INFINITY);
    await driver.remove("s00000001", quietly, never);
    expect(await driver.list(), `${requests}`).toEqual(["s99999999"]);
    expect(containersOf("s00000001"), `${requests}`).toEqual([]);
    if (whole) break;
  }
  expect(servicesOf("s99999999")).toEqual(["postgres", "setup", "web", "worker"]);
});

test("an image that the engine lacks is named with what to do", async () => {
  await expect(
    driver.ensure({ ...orderOf("s00000001"), image: "missing" }, quietly, never),
  ).rejects.toThrow("The engine lacks the image missing. Build it there, or load it");
});

test("an engine that does not answer is named with what to do", async () => {
  const nowhere = composeDriver(new URL("compose:///nowhere/docker.sock"));
  await expect(nowhere.list()).rejects.toThrow("No Docker engine answers at /nowhere/docker.sock.");
});

function containersOf(name: string) {
  return [...engine.things.containers.values()].filter(
    ({ labels }) => labels["com.docker.compose.project"] === name,
  );
}

function servicesOf(name: string): string[] {
  return containersOf(name)
    .map(({ labels }) => labels[SERVICE] ?? "")
    .sort();
}

function orderOf(name: string): StackOrder {
  return {
    name,
    image: "swingtag:1",
    databasePassword: "a password/with:signs",
    settings: { SECRET: `the secret of ${name}, of 32 characters`, STACK: name },
  };
}

function thing(name: string, labels: Record<string, string>) {
  return { id: name, name, labels, image: "", networks: [], state: "", code: 0 };
}
