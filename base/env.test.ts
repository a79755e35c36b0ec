import { describe, expect, test } from "vitest";
import { readEnv, rolePassword } from "./env";
import { settings } from "./settings";

const NEEDED = {
  SECRET: "a secret of at least 32 characters",
  DATABASE_URL: "postgres://localhost:5432",
  SMTP_URL: "smtp://localhost:25",
};

describe("settings", () => {
  test("all but three have a default", () => {
    const env = readEnv(NEEDED);
    expect(env).toMatchObject({
      PORT: 3000,
      BASE_DOMAIN: "localhost",
      scheme: "http",
      DEMO: false,
    });
    expect(readEnv({ ...NEEDED, BASE_DOMAIN: "beanie.ty" }).scheme).toBe("https");
  });

  test.each(["SECRET", "DATABASE_URL", "SMTP_URL"])(
    "%s, when missing, is named with what to do",
    (name) => {
      expect(() => readEnv({ ...NEEDED, [name]: undefined })).toThrow(
        new RegExp(`^${name} is missing`),
      );
      expect(() => readEnv({ ...NEEDED, [name]: "" })).toThrow(new RegExp(`^${name} is missing`));
    },
  );

  test("pages that run jobs too are handed nothing that makes stacks, and say so at the start", () => {
    const stacks = { ...NEEDED, STACKS: "compose:///var/run/docker.sock" };
    expect(() => readEnv({ ...stacks, WORKER: "inside" })).toThrow("Set WORKER=apart");
    expect(readEnv({ ...stacks, WORKER: "apart" }).STACKS).toBe(stacks.STACKS);
    expect(readEnv({ ...NEEDED, WORKER: "inside" }).WORKER).toBe("inside");
  });

  test.each(["10.0.0.0/33", "10.0.0", "fd00::/129", "10.0.0.0/8/8", "proxy.local", "10.0.0.0/-1"])(
    "a proxy %s is refused with what is taken",
    (wrong) => {
      expect(() => readEnv({ ...NEEDED, TRUSTED_PROXIES: `10.0.0.7, ${wrong}` })).toThrow(
        "TRUSTED_PROXIES takes addresses and networks such as 10.0.0.7, 10.0.0.0/8 and fd00::/8",
      );
    },
  );

  test.each([
    ["PORT", "abc", "PORT must be a whole number from 1 to 65535."],
    ["PORT", "70000", "PORT must be a whole number from 1 to 65535."],
    ["DATABASE_CONNECTIONS", "1", "DATABASE_CONNECTIONS must be a whole number from 2 to 200."],
    ["DATABASE_URL", "mysql://x", "DATABASE_URL must look like postgres://host:5432."],
    ["BASE_DOMAIN", "http://x", "BASE_DOMAIN takes a host name such as beanie.ty, without port."],
    ["SECRET", "short", "SECRET needs at least 32 characters."],
  ])("%s=%s is refused with one sentence", (name, value, sentence) => {
    expect(() => readEnv({ ...NEEDED, [name]: value })).toThrow(sentence);
  });

  test("several that are wrong are all named at once", () => {
    expect(() => readEnv({ ...NEEDED, PORT: "abc", SECRET: "short" })).toThrow(
      /SECRET.*\n?.*PORT|PORT.*\n?.*SECRET/s,
    );
  });

  test("the demo, which shows mail to anyone, runs on localhost alone", () => {
    expect(readEnv({ ...NEEDED, SMTP_URL: undefined, DEMO: "1" }).DEMO).toBe(true);
    expect(() => readEnv({ ...NEEDED, DEMO: "1", BASE_DOMAIN: "beanie.ty" })).toThrow(
      /localhost only/,
    );
  });

  test("each says what it is for", () => {
    for (const [name, { says }] of Object.entries(settings))
      expect(says, name).toMatch(/^[A-Z0-9`].*\.$/);
  });

  test("roles of two installations, and two roles of one, have different passwords", () => {
    const passwords = ["a", "b"].flatMap((secret) =>
      ["pool_1", "own_1"].map((role) => rolePassword(role, secret.repeat(32))),
    );
    expect(new Set(passwords).size).toBe(4);
    expect(rolePassword("pool_1", "a".repeat(32))).toBe(passwords[0]);
  });
});
