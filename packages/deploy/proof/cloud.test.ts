import { afterEach, describe, expect, it, vi } from "vitest";
import { cloud } from "./cloud";
import { prove } from "./proof";

afterEach(() => vi.unstubAllEnvs());

describe("the proof on a real account", () => {
  it("says loudly that there are no credentials, and touches nothing", async () => {
    for (const name of ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
      vi.stubEnv(name, "");
    const lines: string[] = [];
    const outcome = await prove(cloud, (line) => lines.push(line), new AbortController().signal);
    expect(outcome).toEqual({ passed: 0, failed: 0, skipped: 1, missed: 0 });
    expect(lines.join("\n")).toMatch(/^SKIPPED: cloud\. There are no credentials/);
  });

  it("names each setting that it lacks", async () => {
    vi.stubEnv("AWS_PROFILE", "trial");
    vi.stubEnv("PROVE_CLOUD_DOMAIN", "proof.beanie.ty");
    const lacking = (await cloud.lacks()) ?? "";
    expect(lacking).not.toContain("PROVE_CLOUD_DOMAIN");
    for (const name of ["PROVE_CLOUD_ZONE", "PROVE_CLOUD_REGION", "PROVE_CLOUD_MAIL", "SMTP_URL"])
      expect(lacking).toContain(name);
  });
});
