import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runDeploy } from "@/packages/deploy/program";
import { deploymentSettings, readDeployment } from "@/packages/deploy/settings";
import { emittedFiles, everyDocument, place } from "./documents";
import { documentsIn } from "./testing-documents";

const guide = await readFile("docs/guides/kubernetes.md", "utf8");
const blocks = [...guide.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language, text = ""]) => ({
  language,
  text,
}));
const lines = [
  ...blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.trim().split("\n")),
  ...[...guide.matchAll(/`((?:npm run deploy|kubectl) [^`]+)`/g)].map(([, line = ""]) => line),
];

/** The deployment that the guide writes down. */
const written = Object.fromEntries(
  [
    ...(blocks.find(({ language }) => language === "ts")?.text ?? "").matchAll(
      /^ {2}(\w+): (.+),$/gm,
    ),
  ].map(([, name = "", value = ""]) => [name, JSON.parse(value)]),
);
const placed = place(readDeployment(written));
const documents = everyDocument(placed);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-guide-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the guide", () => {
  test("writes down settings that exist, and enough of them", () => {
    expect(Object.keys(written).length).toBeGreaterThan(5);
    for (const name of Object.keys(written))
      expect(Object.keys(deploymentSettings)).toContain(name);
  });

  test("says what an emit says", async () => {
    const said: string[] = [];
    const terminal = {
      out: (text: string) => void said.push(text),
      error: (text: string) => void said.push(text),
    };
    const set = Object.entries(written).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
    const folders = { emitted: join(folder, "deploy/out"), state: folder };
    expect(await runDeploy(["emit", "--target", "kubernetes", ...set], terminal, folders)).toBe(0);
    expect(guide).toContain(said.join("").trim().replace(`${folder}/`, ""));
  });

  test("types commands of ours that are understood", async () => {
    const ours = lines.filter(
      (line) => line.startsWith("npm run deploy -- ") && !line.includes("--help"),
    );
    expect(ours.length).toBeGreaterThan(6);
    for (const line of ours) {
      const [verb, ...rest] = line.replace("npm run deploy -- ", "").split(" ");
      expect(["emit", "diff", "up", "down", "status"], line).toContain(verb);
      // What needs a cluster is asked to emit with the same words instead.
      const words = ["emit", ...rest.filter((word) => word !== "--data")];
      const silent = { out: () => {}, error: () => {} };
      const folders = { emitted: join(folder, "out"), state: folder };
      expect(await runDeploy(words, silent, folders), line).toBe(0);
    }
  });

  test("asks kubectl for objects that the deployment has", () => {
    const asked = lines.flatMap((line) => [
      ...line.matchAll(/\b(deployment|service|ingress|networkpolicy)[/ ]([a-z]+)\b/g),
    ]);
    expect(asked.length).toBeGreaterThan(5);
    const names = documents.map(({ kind, metadata }) => `${kind.toLowerCase()} ${metadata?.name}`);
    for (const [, kind, name] of asked) expect(names).toContain(`${kind} ${name}`);
  });

  test("names files that are emitted and images that are run", () => {
    const paths = emittedFiles(placed).map(({ path }) => path);
    for (const [path] of guide.matchAll(/\b\d0-[a-z]+\.yaml\b/g)) expect(paths).toContain(path);
    expect(paths).toContain("database/Dockerfile");
    const run = JSON.stringify(documents);
    for (const [, image = ""] of guide.matchAll(/docker push (\S+)/g))
      expect(run).toContain(`"${image}"`);
  });

  test("names a secret's keys as they are read", () => {
    const [, said = ""] = /with the keys ([\s\S]*?)\. The order/.exec(guide) ?? [];
    const keys = [...said.matchAll(/`([a-z]+(?:-[a-z]+)+|secret)`/g)].map(([, key]) => key);
    const sizes = (["small", "medium"] as const).flatMap((size) =>
      emittedFiles(place(readDeployment({ ...written, size })))
        .filter(({ path }) => path.endsWith(".yaml"))
        .flatMap(({ content }) => documentsIn(content)),
    );
    const read = [...JSON.stringify(sizes).matchAll(/"secretKeyRef":\{"key":"([^"]+)"/g)].map(
      ([, key]) => key,
    );
    expect([...new Set(keys)].sort()).toEqual([...new Set(read)].sort());
  });

  test("adds up what it costs", () => {
    const table = guide.replace(/ {2,}/g, " ");
    const rows =
      table.split("| **together** |")[0]?.split("| control plane |").at(-1)?.split("\n") ?? [];
    const costs = [`| control plane |${rows[0]}`, ...rows.slice(1)].filter((row) =>
      row.startsWith("|"),
    );
    const sums = [0, 1, 2].map((at) =>
      costs.reduce((sum, row) => {
        const cell = (row.split("|")[at + 2] ?? "").replace(/\(.*\)|,/g, "");
        return sum + cell.split("×").reduce((product, factor) => product * Number(factor), 1);
      }, 0),
    );
    const [, ...said] =
      /\*\*together\*\* \| \*\*([\d,]+)\*\* \| \*\*([\d,]+)\*\* \| \*\*([\d,]+)\*\*/.exec(table) ??
      [];
    said.forEach((text, at) => {
      expect(Math.abs(Number(text.replace(",", "")) - (sums[at] ?? 0))).toBeLessThanOrEqual(10);
    });
    expect(said).toHaveLength(3);
  });
});
