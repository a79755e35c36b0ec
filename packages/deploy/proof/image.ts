import { randomInt } from "node:crypto";
import { docker } from "@/packages/deploy/image/engine";
import { builtImage, lacksForImage } from "./built-image";
import {
  around,
  begin,
  exec,
  originOf,
  packed,
  postgresOn,
  startOnce,
  waitFor,
} from "./image-container";
import { LOAD } from "./image-load";
import type { Proof } from "./proof";

/** The most that the image may weigh, packed, and that a container may take until it can serve. */
const BARS = { bytes: 180_000_000, start: 2000 };

/** The image on a real engine: what is in it, how soon it serves, and that it leaves nobody unanswered. */
export const imageProof: Proof = {
  name: "image",
  lacks: lacksForImage,
  async run(step, measure, signal) {
    const { image, remove } = await builtImage(signal);
    const mark = `swingtag-image-${randomInt(1_000_000)}`;
    const began: string[] = [];
    try {
      await step("no tool, no secret and no package manager is in it, and it runs as nobody", () =>
        expectBare(image),
      );
      await step("what it does not know is refused with what it knows", async () => {
        const said = await docker(["run", "--rm", image, "nothing"]).then(
          () => "",
          (error: unknown) => String(error),
        );
        if (!said.includes("There is no command nothing")) throw new Error(said || "It ran.");
      });
      await step(`it weighs at most ${BARS.bytes / 1_000_000} MB, packed`, async () => {
        const bytes = await packed(image);
        measure("image, compressed", `${Math.round(bytes / 1_000_000)} MB`, {
          says: `≤ ${BARS.bytes / 1_000_000} MB`,
          met: bytes <= BARS.bytes,
        });
        if (bytes > BARS.bytes) throw new Error(`It weighs ${bytes} bytes.`);
      });
      await docker(["network", "create", mark], signal);
      const postgres = await postgresOn(mark, signal);
      began.push(postgres);
      await waitFor(signal, () => exec(postgres, ["pg_isready", "-q", "-h", "127.0.0.1"]));
      await step("two setups at once prepare one installation, on a read-only root", async () => {
        const setup = ["run", "--rm", ...around(mark), image, "setup"];
        await Promise.all([docker(setup, signal), docker(setup, signal)]);
      });
      await step("a container becomes ready from nothing but its settings", async () => {
        const times: number[] = [];
        for (let count = 0; count < 5; count++) times.push(await startOnce(image, mark, signal));
        times.sort((a, b) => a - b);
        const median = times[2] ?? Number.POSITIVE_INFINITY;
        measure(
          "container start to ready, five times",
          times.map((time) => `${time} ms`).join(", "),
          {
            says: `≤ ${BARS.start / 1000} s`,
            met: median <= BARS.start,
          },
        );
      });
      await step("SIGTERM under load leaves no request unanswered", async () => {
        const web = await begin(image, mark, ["--env", "DRAIN_SECONDS=2"], "web", signal);
        began.push(web);
        await waitFor(signal, () => exec(web, ["swingtag", "health"]));
        const load = await docker([
          ...["run", "--detach", "--network", mark, "--entrypoint", "node", image],
          ...["-e", `${LOAD}(${JSON.stringify(await originOf(web))})`],
        ]);
        began.push(load);
        await waitFor(signal, async () => (await docker(["logs", load])).includes("loaded"));
        await docker(["kill", "--signal", "TERM", web]);
        await docker(["wait", load], signal);
        const last = (await docker(["logs", load])).split("\n").at(-1) ?? "";
        const [asked = 0, failed = 0] = last.split(" ").map(Number);
        measure("requests around a SIGTERM", `${asked}, ${failed} of them unanswered`);
        if (asked < 100 || failed > 0) throw new Error(`${failed} of ${asked} failed.`);
        const code = await docker(["wait", web], signal);
        if (code !== "0") throw new Error(`It ended with ${code}.`);
      });
      await step("the worker says when it takes jobs, and ends when asked to", async () => {
        const worker = await begin(image, mark, ["--env", "HEALTH_PORT=3001"], "worker", signal);
        began.push(worker);
        await waitFor(signal, () => exec(worker, ["swingtag", "health"]));
        await docker(["stop", "--time", "30", worker], signal);
        const code = await docker(["wait", worker], signal);
        if (code !== "0") throw new Error(`It ended with ${code}.`);
      });
    } finally {
      for (const container of began) await docker(["rm", "--force", "--volumes", container]);
      await docker(["network", "rm", mark]).catch(() => "");
      await remove();
    }
  },
};

/** Looks into the image from outside, because there is next to nothing in it to look with. */
async function expectBare(image: string): Promise<void> {
  const program = `
    for tool in npm npx gcc make python3 git curl tsx esbuild; do
      if command -v $tool >/dev/null; then echo "$tool is in it"; fi
    done
    find /app -name '*.ts' ! -name search.browser.ts ! -path '*/node_modules/*' | head -3
    find /app -name '.env*' | head -3
    ls -d /app/node_modules/typescript /app/node_modules/esbuild /app/node_modules/vitest 2>/dev/null
    find /app /usr /etc -user 10001 ! -path '/app/.compiled*' 2>/dev/null | head -3`;
  const found = await docker(["run", "--rm", "--entrypoint", "sh", image, "-c", program]);
  if (found) throw new Error(`In the image: ${found}`);
  const user = await docker(["inspect", "--format", "{{.Config.User}}", image]);
  if (user !== "10001:10001") throw new Error(`It runs as ${user}.`);
  const environment = await docker(["inspect", "--format", "{{json .Config.Env}}", image]);
  if (/SECRET|DATABASE_URL|PASSWORD/.test(environment)) throw new Error(environment);
}
