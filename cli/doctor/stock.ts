import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { changeDatabase } from "@/db/platform/queries/databases";
import { enterDatabase, makeDatabase } from "@/jobs/databases";
import { dropOldTemplates, prepareTemplate } from "@/jobs/template-databases";
import { readRegister } from "./survey";
import type { Register, Trouble } from "./trouble";

/** A template that nothing is copied from any more. */
export function oldTemplate(server: string, name: string): Trouble {
  return {
    kind: "old template",
    subject: name,
    sentence: `${name} on ${server || "the platform's server"} is a template of an older schema.`,
    mending: {
      says: `make the template of the newest schema and drop ${name}`,
      removesData: false,
      async run() {
        await prepareTemplate(server);
        await dropOldTemplates(server);
      },
    },
  };
}

/** Reports fewer spares than SPARES says. Spares that are being made count as spares. */
export async function spareTroubles({ databases, work }: Register): Promise<Trouble[]> {
  const { SPARES } = env();
  const standing = databases.filter(({ state }) => state === "spare").length;
  const coming = work.filter(({ kind }) => kind === "spare").length;
  if (standing + coming >= SPARES) return [];
  return [
    {
      kind: "few spares",
      subject: `${standing} of ${SPARES}`,
      sentence: `${standing} of ${SPARES} spare databases stand ready, and no worker makes more.`,
      mending: {
        says: `make ${SPARES - standing - coming} spare databases`,
        removesData: false,
        async run() {
          const now = await readRegister();
          const have =
            now.databases.filter(({ state }) => state === "spare").length +
            now.work.filter(({ kind }) => kind === "spare").length;
          for (let count = have; count < SPARES; count++) {
            const made = await enterDatabase("own", "");
            await makeDatabase(made);
            await platform.write((tx) => changeDatabase(tx, made.id, { state: "spare" }));
          }
        },
      },
    },
  ];
}
