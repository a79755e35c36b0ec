import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDeploy } from "@/packages/deploy/program";
import { wholeDeployment } from "@/packages/deploy/testing";

/** What a line of a guide calls. */
interface Line {
  readonly guide: string;
  /** After `npm run deploy --`, as a shell would split it. */
  readonly words: readonly string[];
}

const guides = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".md")).sort();
const texts = new Map(
  await Promise.all(
    guides.map(async (name) => {
      const text = await readFile(join(import.meta.dirname, name), "utf8");
      return [name, text] as const;
    }),
  ),
);
const lines = [...texts].flatMap(([guide, text]) => linesOf(guide, text));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-guides-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(words: readonly string[]) {
  let said = "";
  const write = (text: string) => {
    said += text;
  };
  const code = await runDeploy(
    words,
    { out: write, error: write },
    { emitted: join(folder, "out"), state: join(folder, "kept") },
  );
  return { code, said };
}

/** Settings that the guide has its reader write into packages/deploy/deployment.ts first. */
const written = Object.entries(wholeDeployment).flatMap(([name, value]) => [
  "--set",
  `${name}=${Array.isArray(value) ? value.join(",") : String(value)}`,
]);

describe.each(lines.map((line) => [`${line.guide}: ${line.words.join(" ")}`, line] as const))(
  "%s",
  (_, { words }) => {
    const [command = ""] = words;
    if (command === "emit" || command === "diff")
      it("runs", async () => {
        const own = new Set(words.map((word) => word.split("=")[0]));
        const rest = written.filter(
          (_word, at) => !own.has((written[at - (at % 2) + 1] ?? "").split("=")[0]),
        );
        const { code, said } = await run([...words, ...rest]);
        // A diff says with 1 that something would change, and with 2 that it was not understood.
        expect(code, said).toBeLessThan(command === "diff" ? 2 : 1);
      });
    else
      it("is understood", async () => {
        const { code, said } = await run([...words, "--help"]);
        expect(code, said).toBe(0);
        const options = words
          .filter((word) => word.startsWith("--"))
          .map((word) => word.split("=")[0]);
        for (const option of options.filter((one) => one !== "--help"))
          expect(said).toContain(`${option}`);
        const settings = words.filter((_word, at) => words[at - 1] === "--set");
        const target = words[words.indexOf("--target") + 1] ?? "";
        if (settings.length === 0) return;
        const others = settings.flatMap((entry) => ["--set", entry]);
        const emitted = await run(["emit", "--target", target, ...others]);
        expect(emitted.said).not.toMatch(/There is no setting|takes/);
      });
  },
);

describe.each(guides)("%s", (name) => {
  const text = texts.get(name) ?? "";

  it("closes each block that it opens", () => {
    expect(text.split("\n").filter((line) => line.startsWith("```")).length % 2).toBe(0);
  });

  it("leads to files and pages that are there", async () => {
    for (const [, to = ""] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(to)) continue;
      await expect(readFile(join(import.meta.dirname, to)), to).resolves.toBeDefined();
    }
  });
});

it("every target but the image has a guide with commands", () => {
  const named = new Set(lines.map(({ words }) => words[words.indexOf("--target") + 1]));
  expect([...named]).toEqual(
    expect.arrayContaining(["compose", "onprem", "fargate", "lambda", "kubernetes"]),
  );
});

/** Lines of `sh` blocks that call `npm run deploy`, with lines that end in a backslash put together. */
function linesOf(guide: string, text: string): Line[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = ""]) => block);
  return blocks
    .flatMap((block) => block.replaceAll("\\\n", " ").split("\n"))
    .flatMap((line) => {
      const called = /npm run deploy -- (.*)$/.exec(line)?.[1];
      const words = called?.replace(/\s#.*$/, "").match(/'[^']*'|"[^"]*"|\S+/g);
      return words ? [{ guide, words: words.map((word) => word.replace(/^['"]|['"]$/g, "")) }] : [];
    });
}
