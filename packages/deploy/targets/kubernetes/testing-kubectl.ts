import { z } from "zod";
import type { Kubectl, Ran } from "./kubectl";

/** A kubectl that remembers what it was asked, with a cluster that answers as it is told. */
export interface TestKubectl {
  readonly run: Kubectl;
  /** What was typed, in order. */
  readonly typed: string[];
  /** Secrets by their name, with their keys and values. */
  readonly secrets: Map<string, Record<string, string>>;
  /** Answers that differ from those of a healthy cluster, by what the typed line contains. */
  readonly answers: Map<string, Partial<Ran> | ((asked: number) => Partial<Ran>)>;
}

const SecretSchema = z.object({
  metadata: z.object({ name: z.string() }),
  data: z.record(z.string(), z.string()),
});

const healthy: [RegExp, string][] = [
  [/^version/, JSON.stringify({ serverVersion: { major: "1", minor: "33+" } })],
  [/^auth can-i/, "yes\n"],
  [
    /^get storageclass/,
    JSON.stringify({
      items: [
        {
          metadata: {
            name: "standard",
            annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
          },
        },
      ],
    }),
  ],
  [/^get job/, JSON.stringify({ status: { conditions: [{ type: "Complete", status: "True" }] } })],
  [/^get (ingressclass|clusterissuer|apiservice|secret swingtag-tls)/, "{}"],
  [/^get pods/, JSON.stringify({ items: [] })],
];

/** Starts with a cluster that has everything a deployment needs, and nothing of ours. */
export function testKubectl(): TestKubectl {
  const typed: string[] = [];
  const secrets: TestKubectl["secrets"] = new Map();
  const answers: TestKubectl["answers"] = new Map();
  const counts = new Map<string, number>();
  const run: Kubectl = async (words, input) => {
    const line = words.join(" ");
    typed.push(line);
    for (const [part, answer] of answers) {
      if (!line.includes(part)) continue;
      counts.set(part, (counts.get(part) ?? 0) + 1);
      const said = typeof answer === "function" ? answer(counts.get(part) ?? 0) : answer;
      return { code: 0, out: "", err: "", ...said };
    }
    return { code: 0, out: keepSecret(line, input) ?? answerOf(line), err: "" };
  };
  return { run, typed, secrets, answers };

  function keepSecret(line: string, input = ""): string | null {
    const name = /^get secret (swingtag-(?:secrets|bucket))/.exec(line)?.[1];
    if (name) {
      const held = Object.entries(secrets.get(name) ?? {});
      const data = held.map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
      return held.length > 0 ? JSON.stringify({ data: Object.fromEntries(data) }) : "";
    }
    const verb = /^(create|replace) .*--filename -$/.exec(line)?.[1];
    if (!verb) return null;
    const { metadata, data } = SecretSchema.parse(JSON.parse(input));
    if ((verb === "create") === secrets.has(metadata.name))
      throw new Error(`${verb} of ${metadata.name}`);
    const values = Object.entries(data).map(([key, value]) => [
      key,
      Buffer.from(value, "base64").toString(),
    ]);
    secrets.set(metadata.name, Object.fromEntries(values));
    return "";
  }

  function answerOf(line: string): string {
    return healthy.find(([what]) => what.test(line))?.[1] ?? "";
  }
}
