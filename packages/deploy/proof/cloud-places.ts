import { setTimeout as pause } from "node:timers/promises";
import type { Acting } from "@/packages/deploy/target";
import type { Account } from "./cloud-account";
import { anyRefusal, askOverHttps, unbroken } from "./cloud-visits";
import type { Step } from "./proof";

/** Proves, from outside and through the account, that each part is where only its users reach it. */
export async function provePlaces(
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
