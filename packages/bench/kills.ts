import { countDeaths, PROMISED, type Survived } from "@/packages/deploy/proof/deaths";
import type { Figure } from "./figures";
import type { Testbed } from "./testbed";

/** Runs the tests that kill the worker, the app and Postgres, and counts the deaths. */
export async function measureKills(testbed: Testbed): Promise<Figure[]> {
  const { steps, random, failed } = await countDeaths("jobs/killed", testbed.adminUrl);
  const none = { died: 0, survived: 0 };
  const atRandom = (promise: string) => random.get(promise) ?? none;
  const inWords = ({ survived, died }: Survived) => `${survived} of ${died}`;
  const isWhole = ({ survived, died }: Survived) =>
    died === 50 && survived === 50 && failed.length === 0;
  const figure = (what: string, deaths: Survived): Figure => ({
    what: `kill points of ${what} survived, random moments`,
    value: inWords(deaths),
    bar: "50 of 50",
    met: isWhole(deaths),
  });
  const births = atRandom(PROMISED.births);
  return [
    {
      what: "kill points survived: steps, random moments",
      value: [
        `${inWords(steps)} steps, ${inWords(births)} random`,
        ...failed.map((title) => `failed: ${title}`),
      ].join("; "),
      bar: "all steps and 50 of 50 random",
      met: steps.died > 0 && isWhole(births),
    },
    figure("import", atRandom(PROMISED.imports)),
    figure("undo of an import", atRandom(PROMISED.undos)),
  ];
}
