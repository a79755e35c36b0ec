import type { Acting } from "@/packages/deploy/target";
import { target } from "@/packages/deploy/targets/compose/target";
import { expectStatus } from "./compose-asked";
import { begin, furnish, UP_WITHIN } from "./compose-furnished";
import { closedOtherwise, expectLines, SEARCHABLE_WITHIN, second } from "./compose-later";
import { sendPhoto } from "./compose-photo";
import { REQUESTS, restartUnderLoad } from "./compose-restart";
import { nothingLeft } from "./leftovers";
import type { Measure, Step } from "./proof";

/** Everything a product does, once, on containers made from the emitted files; and that nothing of it is left. */
export async function tryCompose(acting: Acting, step: Step, measure: Measure): Promise<void> {
  const { deployment, folder, stateFolder } = acting;
  const project = { name: deployment.project, folder, stateFolder };
  try {
    const trial = await step(
      `from up to the first page of a new site takes at most ${UP_WITHIN / 1000} s`,
      () => begin(acting, project, measure),
    );
    const host = `first.${deployment.domain}`;
    const { visitor } = trial;
    await step("the owner's studio opens, and what is saved there shows at both replicas", () =>
      furnish(trial, host, "A bear of the first"),
    );
    await step("a photo sent to one replica is served by both", () => sendPhoto(trial, host));
    await step("a second site has a database of its own, and neither shows the other's items", () =>
      second(trial, host),
    );
    await step(`the lines of a request are found within ${SEARCHABLE_WITHIN / 1000} s`, () =>
      expectLines(trial, host, measure),
    );
    await step("only the proxy is published, and it serves no host that does not exist", () =>
      closedOtherwise(trial),
    );
    await step(`a rolling restart under ${REQUESTS} requests fails none of them`, () =>
      restartUnderLoad(trial, [host, `second.${deployment.domain}`], measure),
    );
    await step("after the restart both owners are still signed in", async () => {
      for (const site of [host, `second.${deployment.domain}`])
        expectStatus(await visitor.ask({ host: site, path: "/studio" }), 200, `${site}/studio`);
    });
    visitor.leave();
  } finally {
    await target.down({ ...acting, data: true });
  }
  await step("down --data leaves no container, network, volume or secret", () =>
    nothingLeft(project),
  );
}
