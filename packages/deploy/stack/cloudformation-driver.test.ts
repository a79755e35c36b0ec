import { describe, expect, it } from "vitest";
import type { StackOrder } from "@/jobs/stack-driver";
import { cloudformationDriver, formationDriver } from "./cloudformation-driver";
import { ORDERED } from "./cloudformation-order";
import { fakeFormation } from "./testing-formation";

const order: StackOrder = {
  name: "s00000001",
  image: "registry.example/swingtag:1.2.3",
  databasePassword: "a-password-of-the-stack",
  settings: { SECRET: "x".repeat(40), BASE_DOMAIN: "beanie.ty", STACK: "s00000001" },
};

const at = { origin: "http://s00000001.swingtag.internal:3000", server: "database.internal:5432" };

function driverWith(told: Parameters<typeof fakeFormation>[0]) {
  const fake = fakeFormation(told);
  const said: string[] = [];
  const driver = formationDriver({
    formation: fake.formation,
    installation: "swingtag",
    parameters: { network: "vpc-1", cluster: "main" },
    isReady: async () => true,
    glance: 1,
  });
  const progress = async (words: string) => void said.push(words);
  const { signal } = new AbortController();
  return {
    ...fake,
    said,
    driver,
    ensure: () => driver.ensure(order, progress, signal),
    remove: () => driver.remove(order.name, progress, signal),
  };
}

describe("making a stack with CloudFormation", () => {
  it("makes one where there is none, and says in words what is waited for", async () => {
    const { ensure, calls, said } = driverWith({
      courses: { create: ["CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE"] },
    });
    expect(await ensure()).toEqual(at);
    expect(calls).toEqual(["create"]);
    expect(said).toEqual([
      "Starting its Postgres, which takes about ten minutes",
      "Waiting until it answers",
    ]);
  });

  it("changes nothing where it stands as ordered", async () => {
    const { ensure, calls } = driverWith({ courses: {}, found: "CREATE_COMPLETE" });
    expect(await ensure()).toEqual(at);
    expect(calls).toEqual(["update"]);
  });

  it("brings it up to date", async () => {
    const { ensure, calls } = driverWith({
      courses: { update: ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"] },
      found: "UPDATE_ROLLBACK_COMPLETE",
    });
    expect(await ensure()).toEqual(at);
    expect(calls).toEqual(["update"]);
  });

  it.each(["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"] as const)(
    "waits for what a killed one began: %s",
    async (found) => {
      const { ensure, calls, formation } = driverWith({ courses: {}, found });
      let looks = 0;
      const { find } = formation;
      formation.find = async (name) =>
        ++looks < 3
          ? find(name)
          : { status: "CREATE_COMPLETE", outputs: { Origin: at.origin, Server: at.server } };
      expect(await ensure()).toEqual(at);
      expect(calls).toEqual(["update"]);
    },
  );

  it.each(["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"] as const)(
    "clears away what never stood and makes it anew: %s",
    async (found) => {
      const { ensure, calls } = driverWith({ courses: {}, found });
      expect(await ensure()).toEqual(at);
      expect(calls).toEqual(["empty swingtag-s00000001", "remove", "create"]);
    },
  );

  it("lets a change that could not be taken back be taken back first", async () => {
    const { ensure, calls } = driverWith({ courses: {}, found: "UPDATE_ROLLBACK_FAILED" });
    expect(await ensure()).toEqual(at);
    expect(calls).toEqual(["take back", "update"]);
  });

  it.each([
    ["create", { create: ["CREATE_IN_PROGRESS", "CREATE_FAILED", "ROLLBACK_COMPLETE"] }, undefined],
    [
      "update",
      { update: ["UPDATE_IN_PROGRESS", "UPDATE_FAILED", "UPDATE_ROLLBACK_COMPLETE"] },
      "CREATE_COMPLETE",
    ],
  ] as const)("says what CloudFormation could not do: %s", async (_, courses, found) => {
    const { ensure } = driverWith({
      courses,
      ...(found ? { found } : {}),
      reason: "No room for db.t4g.small.",
    });
    await expect(ensure()).rejects.toThrow(
      "Database (AWS::RDS::DBInstance): No room for db.t4g.small.",
    );
  });

  it("the password and the settings go as parameters, each setting named and nothing but settings", async () => {
    const { ensure, made } = driverWith({ courses: {} });
    await ensure();
    const [making] = made;
    expect(making?.parameters.GivenDatabasePassword).toBe(order.databasePassword);
    const settings = JSON.parse(making?.parameters.GivenSettings ?? "");
    expect(Object.keys(settings)).toEqual(ORDERED);
    expect(settings).toMatchObject({ SECRET: "x".repeat(40), STACK: "s00000001", OPERATORS: "" });
    expect(making?.parameters).toMatchObject({ GivenNetwork: "vpc-1", GivenName: "s00000001" });
  });

  it("settings that are too long for CloudFormation are refused before it is asked", async () => {
    const { driver, calls } = driverWith({ courses: {} });
    const long = { ...order, settings: { ...order.settings, MAIL_FROM: "x".repeat(5000) } };
    const making = driver.ensure(long, async () => {}, new AbortController().signal);
    await expect(making).rejects.toThrow("CloudFormation takes 4096");
    expect(calls).toEqual([]);
  });

  it("stops waiting when it is told to", async () => {
    const { driver } = driverWith({ courses: { create: ["CREATE_IN_PROGRESS"] } });
    const stopping = new AbortController();
    const making = driver.ensure(order, async () => stopping.abort(), stopping.signal);
    await expect(making).rejects.toThrow(/abort/i);
  });
});

describe("removing a stack with CloudFormation", () => {
  it("empties its bucket first", async () => {
    const { remove, calls } = driverWith({ courses: {}, found: "CREATE_COMPLETE" });
    await remove();
    expect(calls).toEqual(["empty swingtag-s00000001", "remove"]);
  });

  it("tries again where a file arrived in between", async () => {
    const { remove, calls } = driverWith({ courses: {}, found: "CREATE_COMPLETE", stuck: 2 });
    await remove();
    expect(calls.filter((call) => call === "remove")).toHaveLength(3);
  });

  it("says what stands in its way for good", async () => {
    const { remove } = driverWith({
      courses: {},
      found: "CREATE_COMPLETE",
      stuck: 9,
      reason: "The bucket is not empty.",
    });
    await expect(remove()).rejects.toThrow("The bucket is not empty.");
  });

  it("has nothing to do where there is none", async () => {
    const { remove, calls } = driverWith({ courses: {} });
    await remove();
    expect(calls).toEqual([]);
  });
});

it("lists the stacks of this installation and not its own", async () => {
  expect(await driverWith({ courses: {} }).driver.list()).toEqual(["s00000001"]);
});

it("names what its address lacks", () => {
  const address = new URL("cloudformation://eu-central-1?template=https://x/t.json&network=vpc-1");
  expect(() => cloudformationDriver(address)).toThrow("STACKS says nothing of subnets");
});
