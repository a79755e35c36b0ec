import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { testInstallation } from "@/db/testing-server";

test("the migration that the bench measures comes to every database of its fleet, and is none the second time", async () => {
  const { adminUrl, prefix, secret } = testInstallation();
  const program = join(import.meta.dirname, "fleet-program.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", program, "2"],
    {
      env: {
        ...process.env,
        DATABASE_URL: adminUrl,
        DATABASE_PREFIX: `${prefix}_bench`,
        SECRET: secret,
        DEMO: "1",
      },
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({ databases: 2, problems: [] });
}, 120_000);
