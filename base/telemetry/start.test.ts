import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** Starts telemetry as front/main.ts does, in Node alone. @returns how many imports of the SDK were resolved */
async function loadedWith(settings: Readonly<Record<string, string>>): Promise<number> {
  const program = `
    import { registerHooks } from "node:module";
    let seen = 0;
    registerHooks({
      resolve(name, context, next) {
        if (name.startsWith("@opentelemetry/")) seen++;
        return next(name, context);
      },
    });
    const { startTelemetry } = await import(${JSON.stringify(join(import.meta.dirname, "start.ts"))});
    const telemetry = await startTelemetry("web");
    await telemetry.stop();
    process.stdout.write("seen " + seen + "\\n", () => process.exit(0));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      SECRET: "a secret that has more than 32 characters",
      DATABASE_URL: "postgres://127.0.0.1:5432",
      DEMO: "1",
      LOG_LEVEL: "fatal",
      ...settings,
    },
  });
  return Number(/seen (\d+)/.exec(stdout)?.[1]);
}

test("without OTLP_URL nothing of the SDK is loaded", async () => {
  expect(await loadedWith({})).toBe(0);
});

test("with it, it is, and a receiver that is away keeps nobody from stopping", async () => {
  expect(await loadedWith({ OTLP_URL: "http://127.0.0.1:9" })).toBeGreaterThan(0);
});
