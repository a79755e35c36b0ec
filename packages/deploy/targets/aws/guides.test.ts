import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDeploy } from "@/packages/deploy/program";
import { proofs } from "@/packages/deploy/proof/proofs";
import { deploymentSettings, readDeployment } from "@/packages/deploy/settings";
import { targets } from "@/packages/deploy/targets";

const root = join(import.meta.dirname, "../../../..");
const guides = ["fargate", "lambda", "cloud-proof"].map((name) => ({
  name,
  text: readFileSync(join(root, `docs/guides/${name}.md`), "utf8"),
}));

/** What deployment.ts says in the guide, as words of a command line. */
const WRITTEN = [
  ...["domain=beanie.ty", "operators=you@beanie.ty", "region=eu-central-1"],
  ...["hostedZone=Z0123456789ABC", "alarmsTo=you@beanie.ty", "size=small"],
];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-guides-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(guides)("the guide $name", ({ text }) => {
  const commands = [
    ...new Set(
      [...text.matchAll(/npm run deploy -- ([^\n`]+)/g)].map(([, words = ""]) => words.trim()),
    ),
  ];

  it.each(commands)("npm run deploy -- %s names what exists", (words) => {
    const [verb = "", ...rest] = words.split(" ");
    expect(["emit", "diff", "up", "down", "status"]).toContain(verb);
    const target = rest[rest.indexOf("--target") + 1] ?? "";
    if (rest.includes("--target")) expect(Object.keys(targets)).toContain(target);
    for (const [at, word] of rest.entries()) {
      if (word === "--set")
        expect(Object.keys(deploymentSettings)).toContain(rest[at + 1]?.split("=")[0]);
      else if (word.startsWith("--")) expect(["--target", "--data"]).toContain(word);
    }
  });

  it.each(commands.filter((words) => /^(emit|diff) /.test(words)))(
    "npm run deploy -- %s runs, with what the guide writes down",
    async (words) => {
      const said: string[] = [];
      const note = (line: string) => void said.push(line);
      const terminal = { out: note, error: note };
      const folders = { emitted: join(folder, "out"), state: join(folder, "kept") };
      const sets = WRITTEN.flatMap((entry) => ["--set", entry]);
      expect(
        await runDeploy([...words.split(" "), ...sets], terminal, folders),
        said.join(""),
      ).toBe(0);
    },
  );

  it.each([...text.matchAll(/--set ([a-zA-Z]+)=/g)].map(([, name = ""]) => name))(
    "the setting %s exists",
    (name) => expect(Object.keys(deploymentSettings)).toContain(name),
  );

  it.each([...text.matchAll(/npm run prove -- (\w+)/g)].map(([, name = ""]) => name))(
    "the proof %s exists",
    (name) => expect(Object.keys(proofs)).toContain(name),
  );

  it.each([...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path))(
    "the link to %s leads somewhere or to a page of this project",
    (path) => expect(path).toMatch(/^(\.\.\/decisions\/)?[a-z-]+\.md$/),
  );
});

it("what the guide writes into deployment.ts is a deployment", () => {
  const [fargate] = guides;
  const written = /export const deployment: DeploymentInput = \{\n([\s\S]*?)\n\};/.exec(
    fargate?.text ?? "",
  )?.[1];
  const entries = [...(written ?? "").matchAll(/^\s+(\w+): (.+),$/gm)];
  expect(entries.length).toBeGreaterThan(4);
  const given = Object.fromEntries(
    entries.map(([, name = "", value = ""]) => [name, JSON.parse(value)]),
  );
  expect(readDeployment(given)).toMatchObject({ domain: "beanie.ty", size: "small" });
});
