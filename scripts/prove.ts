import { writeFile } from "node:fs/promises";
import { engineForProof, lacksAnyEngine } from "@/packages/deploy/proof/own-engine";
import { type Outcome, prove } from "@/packages/deploy/proof/proof";
import { ENGINE, proofs } from "@/packages/deploy/proof/proofs";
import { noteProven, sourcesOfProofs } from "@/packages/deploy/proof/proven";

/** `npm run prove -- NAME …`: proofs that need more of a machine than the tests. All of them where none is named. */
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in proofs));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no proof ${unknown.join(", ")}. These exist: ${Object.keys(proofs).join(", ")}.\n`,
  );
  process.exit(2);
}

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stopping.abort(new Error("The proof was asked to stop.")));
process.on("disconnect", () => stopping.abort(new Error("The proof was asked to stop.")));

const outcomes: Outcome[] = [];
const print = (line: string) => process.stdout.write(`${line}\n`);
const chosen = Object.entries(proofs).filter(
  ([name]) => names.length === 0 || names.includes(name),
);
// One engine for all proofs, so that later ones can use what an earlier one has built.
const onEngine = chosen.some(([, { packages }]) => packages === ENGINE);
const endEngine =
  onEngine && (await lacksAnyEngine()) === null
    ? await engineForProof(stopping.signal)
    : async () => {};
try {
  for (const [name, { load }] of chosen) {
    const sources = await sourcesOfProofs();
    const outcome = await prove(await load(), print, stopping.signal);
    outcomes.push(outcome);
    if (outcome.failed + outcome.skipped === 0) await noteProven(name, sources);
  }
} finally {
  await endEngine();
}
const count = (kind: keyof Outcome) => outcomes.reduce((sum, outcome) => sum + outcome[kind], 0);
const totals = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
print(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
// Results for the test run that started this; it does not count a missed bar as a failure.
if (process.env.PROOF_RESULTS) await writeFile(process.env.PROOF_RESULTS, JSON.stringify(totals));
else if (count("missed") > 0) process.exit(1);
process.exit(totals.failed > 0 ? 1 : 0);
