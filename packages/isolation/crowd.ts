import { setTimeout as pause } from "node:timers/promises";
import { learnSeen } from "./learn";
import type { Person } from "./people";
import type { Register } from "./register";
import type { Secrets } from "./secrets";
import type { TestTenant } from "./tenants";
import { listLeaks, type Tally } from "./watch";
import type { Answer, Asking, Wire } from "./wire";

/** One request of somebody, with what it is an example of. */
export interface Move {
  readonly kind: string;
  readonly by: Person;
  /** Whose host is asked, or null for the apex and the console. */
  readonly to: TestTenant | null;
  readonly asking: Asking;
  /** Whether the asker may see what the platform knows of tenants, such as its audit log. */
  readonly operator?: boolean;
  /** A further check of the answer; returns a sentence if it is wrong. */
  readonly check?: (answer: Answer) => string | null;
}

/** How many requests are under way at once. */
const AT_ONCE = 8;

export interface Field {
  readonly wire: Wire;
  readonly register: Register;
  readonly secrets: Secrets;
  readonly tally: Tally;
  readonly targets: readonly TestTenant[];
}

/**
 * Makes the moves of one tenant's people and looks through each answer; then looks whether anything of
 * another tenant has changed.
 * @param name of the phase, for what is found
 */
export async function play(
  field: Field,
  attacker: TestTenant,
  name: string,
  moves: readonly Move[],
): Promise<void> {
  const others = field.targets.filter((target) => target !== attacker);
  const before = await Promise.all(others.map((target) => target.fingerprint()));
  await field.register.forgetAttempts();
  const waiting = [...moves];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let move = waiting.shift(); move; move = waiting.shift()) await makeMove(field, move);
    }),
  );
  const after = await Promise.all(others.map((target) => target.fingerprint()));
  others.forEach((target, at) => {
    const changed = differences(before[at] ?? "", after[at] ?? "");
    if (changed)
      field.tally.find(
        "changed",
        `${name}: ${target.slug} changed under ${attacker.slug}: ${changed}`,
      );
  });
}

/** How often a move that was refused for now is made again, and after how many milliseconds from the second time on. */
const AGAIN = 5;
const PAUSE = 1000;

async function makeMove({ wire, register, secrets, tally }: Field, move: Move): Promise<void> {
  const { kind, by, to, asking, operator = false, check } = move;
  let answer = await wire.ask(asking);
  // A limit of attempts, or what can wait, such as a page fetched ahead, while the whole crowd asks.
  for (let again = 0; answer.status === 429 && again < AGAIN; again++) {
    await register.forgetAttempts();
    if (again > 0) await pause(PAUSE);
    answer = await wire.ask(asking);
  }
  tally.count(kind);
  if (to === by.of && secrets.holdsOwn(answer.text, by.of.slug)) tally.told++;
  tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
  const who = `${by.kind} of ${by.of.slug}: ${asking.method ?? "GET"} ${[asking.host].flat().join("+")}${asking.path.slice(0, 200)}`;
  const look = () =>
    listLeaks(secrets, answer, {
      host: to?.slug ?? null,
      member: by.belongs && by.of === to,
      asking,
    });
  let leaks = await look();
  // The crowd's own people may have shown meanwhile what was hidden when it was planted.
  if (to && leaks.length > 0) {
    await learnSeen(to.sql, to.tables, { id: to.tenant.id, slug: to.slug }, secrets);
    leaks = await look();
  }
  for (const leak of leaks.filter((one) => !(operator && /: platform /.test(one))))
    tally.find("leak", `${kind}, ${who} told ${leak}`);
  if (answer.status === 500 || answer.status === 429)
    tally.find("fault", `${kind}, ${who} was answered ${answer.status}`);
  const wrong = check?.(answer);
  if (wrong) tally.find(kind, `${who}: ${wrong}`);
}

function differences(before: string, after: string): string | null {
  const known = new Set(before.split("\n"));
  const fresh = after.split("\n").filter((line) => !known.has(line));
  const gone = before.split("\n").length > after.split("\n").length ? ["something is gone"] : [];
  const all = [...fresh, ...gone];
  return all.length > 0 ? all.slice(0, 5).join(", ") : null;
}
