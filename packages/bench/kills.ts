import { countDeaths, type Deaths } from "@/packages/deploy/proof/deaths";
import type { Figure } from "./figures";
import type { Testbed } from "./testbed";

/** Runs the tests that kill the worker, the app and Postgres, and counts the deaths. */
export async function measureKills(testbed: Testbed): Promise<Figure[]> {
  const { steps, random, well } = await countDeaths("jobs/killed", testbed.adminUrl);
  const survived = ({ survived, died }: Deaths["steps"]) => `${survived} of ${died}`;
  return [
    {
      what: "kill points survived: steps, random moments",
      value: `${survived(steps)} steps, ${survived(random)} random`,
      bar: "all steps and 50 of 50 random",
      met: steps.died > 0 && random.died === 50 && well,
    },
  ];
}
