import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { wholeDeployment } from "@/packages/deploy/testing";
import { ProgramFailed, type Programs } from "./programs";

/** What AWS answers to words that contain these, first match first; an Error is what the command ends with. */
export type Answers = readonly (readonly [
  string,
  string | Error | ((words: readonly string[]) => string),
])[];

/** An account in which everything is as it should be. */
export const READY: Answers = [
  ["get-caller-identity", JSON.stringify({ Account: "123456789012" })],
  ["ssm get-parameter", "{}"],
  ["get-hosted-zone", JSON.stringify({ HostedZone: { Name: "beanie.ty." } })],
  ["describe-images", "{}"],
  ["get-secret-value", "smtp://mail.internal:587\n"],
  ["put-secret-value", "{}"],
  ["s3 cp", ""],
  ["run-task", JSON.stringify({ tasks: [task("PENDING")] })],
  ["describe-tasks", JSON.stringify({ tasks: [task("STOPPED", 0)] })],
  [
    "describe-managed-prefix-lists",
    JSON.stringify({ PrefixLists: [{ PrefixListId: "pl-0123abcd" }] }),
  ],
];

/** A task of setup as ECS describes it. */
export function task(lastStatus: string, exitCode?: number) {
  return {
    taskArn: "arn:aws:ecs:eu-central-1:123456789012:task/1",
    lastStatus,
    containers: [
      { name: "preparation", ...(exitCode === undefined ? {} : { exitCode: 0 }) },
      { name: "setup", ...(exitCode === undefined ? {} : { exitCode }) },
    ],
  };
}

/** Outputs of the stacks, by the end of their names. */
const OUTPUTS: Readonly<Record<string, Record<string, string>>> = {
  base: {
    ClusterName: "main",
    RunTask: "setup:1",
    RunAccess: "sg-1,sg-2",
    RunSubnets: "subnet-1,subnet-2",
    SmtpSecret: "arn:smtp",
    FilesBucket: "files",
    BackupsBucket: "backups",
    AccessBucket: "access",
    DatabaseName: "database",
  },
  certificate: { Arn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
  services: {},
};

/** Programs that do nothing and note their words. `lacks` are not on this machine. */
export async function fakePrograms(answers: Answers, lacks: readonly string[] = []) {
  const stateFolder = await mkdtemp(join(tmpdir(), "swingtag-up-"));
  const ran: string[] = [];
  const said: string[] = [];
  const programs: Programs = {
    async aws(words) {
      const text = words.join(" ");
      ran.push(`aws ${text}`);
      const found = answers.find(([part]) => text.includes(part));
      if (!found) throw new ProgramFailed(`nobody answers to aws ${text}`);
      const [, answer] = found;
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer(words) : answer;
    },
    async cdk(words) {
      ran.push(`cdk ${words.join(" ")}`);
      const name = words[1] ?? "";
      const file = words[words.indexOf("--outputs-file") + 1];
      const part = name.split("-").at(-1) ?? "";
      if (words[0] === "deploy" && file)
        await writeFile(file, JSON.stringify({ [name]: OUTPUTS[part] ?? {} }));
    },
    async docker(words) {
      ran.push(`docker ${words.join(" ")}`);
      return "";
    },
    has: async (name) => !lacks.includes(name),
  };
  const acting: Acting = {
    deployment: readDeployment({ ...wholeDeployment, image: "swingtag", stacks: true }),
    folder: "/emitted",
    stateFolder,
    say: (line) => void said.push(line),
  };
  return {
    programs,
    acting,
    ran,
    said,
    done: () => rm(stateFolder, { recursive: true, force: true }),
  };
}
