import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { emit } from "@/packages/deploy/emit";
import { readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { askedOf } from "@/packages/deploy/targets/aws/asked";
import { programsHere } from "@/packages/deploy/targets/aws/programs";
import { fargate } from "@/packages/deploy/targets/fargate/target";
import { type Account, openAccount } from "./cloud-account";
import { anyRefusal, askOverHttps, unbroken } from "./cloud-visits";
import type { Proof, Step } from "./proof";

/** What the proof is told by its environment, beside AWS's own credentials. */
const WANTED = {
  PROVE_CLOUD_DOMAIN: "a domain that nobody uses, such as proof.beanie.ty",
  PROVE_CLOUD_ZONE: "the id of its Route 53 zone",
  PROVE_CLOUD_REGION: "the AWS region",
  PROVE_CLOUD_MAIL: "who is asked whether they want alarms",
  SMTP_URL: "a mail server",
} as const;

type Wanted = Readonly<Record<keyof typeof WANTED, string>>;

/**
 * What a real account alone can prove of the target `fargate`: see docs/guides/cloud-proof.md. Puts an installation
 * up, asks it, takes it down with its data, and looks for what is left. Costs about 5 dollars and an hour.
 */
export const cloud: Proof = {
  name: "cloud",
  async lacks() {
    const missing = Object.entries(WANTED).filter(([name]) => !process.env[name]);
    const credentials =
      process.env.AWS_PROFILE ||
      (process.env.AWS_ACCESS_KEY_ID && process.env.AWS_SECRET_ACCESS_KEY);
    if (!credentials)
      return "There are no credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, of an account for trials.";
    if (missing.length > 0)
      return `Set ${missing.map(([name, says]) => `${name} (${says})`).join(", ")}.`;
    if (!(await programsHere(() => {}).has("aws")))
      return "The AWS command line is not on this machine: https://docs.aws.amazon.com/cli";
    return null;
  },
  async run(step, measure, signal) {
    const wanted = readWanted();
    const folder = await mkdtemp(join(tmpdir(), "swingtag-cloud-"));
    const acting: Acting = {
      deployment: readDeployment({
        domain: wanted.PROVE_CLOUD_DOMAIN,
        hostedZone: wanted.PROVE_CLOUD_ZONE,
        region: wanted.PROVE_CLOUD_REGION,
        alarmsTo: wanted.PROVE_CLOUD_MAIL,
        keepBackupsDays: 1,
      }),
      folder: join(folder, "emitted"),
      stateFolder: folder,
      say: () => {},
    };
    const account = openAccount(askedOf(acting.deployment, "fargate"));
    try {
      await step("nothing of it is there before", () => account.isBare());
      const began = performance.now();
      await step("it is put up from nothing", async () => {
        await emit(fargate, acting.deployment, acting.folder);
        await fargate.up(acting);
      });
      measure("put up from nothing", minutesSince(began));
      await provePlaces(step, account, acting, signal);
      await step("put up again, it changes nothing and serves", () => fargate.up(acting));
    } finally {
      const began = performance.now();
      await step("it is taken down with its data", () => fargate.down({ ...acting, data: true }));
      measure("taken down", minutesSince(began));
      await step("nothing of it is left, and nothing that costs", () => account.isBare());
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function provePlaces(
  step: Step,
  account: Account,
  { deployment: { domain } }: Acting,
  signal: AbortSignal,
): Promise<void> {
  await step("the apex answers over https with a certificate that the world believes", async () => {
    const { status, headers } = await askOverHttps(domain, "/");
    if (status !== 200) throw new Error(`It answers ${status}.`);
    if (!headers["strict-transport-security"]) throw new Error("It does not insist on https.");
  });
  await step("the wildcard's certificate and name hold for a site that is not there", async () => {
    const { status } = await askOverHttps(`nobody-here.${domain}`, "/");
    if (status !== 404) throw new Error(`It answers ${status}.`);
  });
  await step("http leads to https", async () => {
    const answer = await fetch(`http://${domain}/`, { redirect: "manual", signal });
    const location = answer.headers.get("location") ?? "";
    if (!location.startsWith("https://")) throw new Error(`It leads to ${location || "nothing"}.`);
  });
  await step("the load balancer answers nobody but CloudFront", async () => {
    await anyRefusal(await account.balancerName(), domain);
  });
  await step("the database has no address in the internet and has its second copy", () =>
    account.databaseIsClosed(),
  );
  await step("nobody names another host than the one they asked", async () => {
    const { status } = await askOverHttps(`nobody-here.${domain}`, "/", {
      "x-forwarded-host": domain,
    });
    if (status !== 404) throw new Error(`The other host answered, with ${status}.`);
  });
  await step("a file of the build is kept at the edge, for each host apart", async () => {
    const { body } = await askOverHttps(domain, "/");
    const file = /\/_next\/static\/[^"' ]+\.(?:css|js)/.exec(body)?.[0];
    if (!file) throw new Error("The apex names no file of the build.");
    await askOverHttps(domain, file);
    const again = await askOverHttps(domain, file);
    if (!/^Hit/.test(String(again.headers["x-cache"])))
      throw new Error(`It was asked twice, and CloudFront says ${again.headers["x-cache"]}.`);
    const elsewhere = await askOverHttps(`nobody-here.${domain}`, file);
    if (/^Hit/.test(String(elsewhere.headers["x-cache"])))
      throw new Error("Another host was answered from the same entry.");
  });
  await step("one search finds a request by its id in CloudWatch, within two minutes", async () => {
    const { headers } = await askOverHttps(domain, "/pricing");
    const id = String(headers["x-request-id"] ?? "");
    for (let tries = 0; tries < 24; tries++) {
      if (await account.logsHold(id)) return;
      await pause(5000, null, { signal });
    }
    throw new Error(`Nothing is found of ${id}.`);
  });
  await step("what is pushed by OTLP arrives in CloudWatch", () => account.telemetryArrived());
  await step("the doctor finds nothing", () => account.doctorIsContent());
  await step("web processes are replaced under load and no request fails", async () => {
    const visits = unbroken(domain);
    await account.replaceWeb();
    const { asked, failed } = await visits.end();
    if (failed.length > 0) throw new Error(`${failed.length} of ${asked} failed: ${failed[0]}`);
  });
}

function readWanted(): Wanted {
  const read = (name: keyof typeof WANTED) => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: ${WANTED[name]}.`);
    return value;
  };
  return {
    PROVE_CLOUD_DOMAIN: read("PROVE_CLOUD_DOMAIN"),
    PROVE_CLOUD_ZONE: read("PROVE_CLOUD_ZONE"),
    PROVE_CLOUD_REGION: read("PROVE_CLOUD_REGION"),
    PROVE_CLOUD_MAIL: read("PROVE_CLOUD_MAIL"),
    SMTP_URL: read("SMTP_URL"),
  };
}

const minutesSince = (began: number) => `${((performance.now() - began) / 60_000).toFixed(1)} min`;
