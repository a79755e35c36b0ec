import { FIRST_CURRENCY } from "@/db/tenant/choices";
import { foldedName } from "@/db/tenant/own";
import type { OwnTableField, TableField } from "@/db/tenant/queries/table/fields";
import { readTyped } from "./own-typed";
import { yesOrNo } from "./typed-choice";

/** What was typed in a cell, read; or what is wrong with it. */
export type Typed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/**
 * What was typed for an owner's field, as the item's form holds it. A choice must be one of the field's, in whatever
 * case; several are parted by commas.
 * @param currency of an amount that names none
 */
export function typedInOwn(field: OwnTableField, typed: string, currency: string): Typed<string[]> {
  const text = typed.trim();
  if (text === "") return { ok: true, value: [] };
  if (field.type === "choice") return oneOf(field, [text]);
  if (field.type === "choices") return oneOf(field, parted(field, text));
  if (field.type === "yes/no") return yesOrNoInOwn(text);
  const held = field.type === "money" ? [text, currency || FIRST_CURRENCY] : [text];
  const read = readTyped(field, held);
  return read.ok ? { ok: true, value: held } : read;
}

function oneOf({ label, values = [] }: OwnTableField, texts: readonly string[]): Typed<string[]> {
  const chosen = texts.map((text) => choiceIn(values, text));
  const wrong = texts.find((_, at) => chosen[at] === undefined);
  if (wrong !== undefined)
    return { ok: false, problem: `“${wrong}” is none of the choices of ${label}.` };
  return { ok: true, value: [...new Set(chosen.flatMap((choice) => choice ?? []))] };
}

function choiceIn(values: readonly string[], text: string): string | undefined {
  const folded = foldedName(text);
  return values.find((value) => value === text) ?? values.find((one) => foldedName(one) === folded);
}

/** Parts a text at its commas; a choice may have some of its own, so the longest that is one is taken. */
function parted({ values = [] }: OwnTableField, text: string): string[] {
  const parts = text.split(/[,;\n]/);
  const found: string[] = [];
  for (let from = 0; from < parts.length; ) {
    let to = parts.length;
    const whole = () => parts.slice(from, to).join(",").trim();
    while (to > from + 1 && choiceIn(values, whole()) === undefined) to--;
    if (whole() !== "") found.push(whole());
    from = to;
  }
  return found;
}

function yesOrNoInOwn(text: string): Typed<string[]> {
  const read = yesOrNo(text);
  if (read === null) return { ok: false, problem: "Write yes or no, or nothing." };
  return { ok: true, value: [read ? "yes" : "no"] };
}

/**
 * The place that was typed: the way to it, such as "Study › Box 7", its name alone where no other has it, or its id.
 * @returns null for none
 */
export function typedPlace(
  { values = [], words = {} }: Pick<TableField, "values" | "words">,
  typed: string,
): Typed<string | null> {
  const text = typed.trim();
  if (text === "") return { ok: true, value: null };
  if (values.includes(text)) return { ok: true, value: text };
  const steps = (way: string) => foldedName(way.replace(/\s*[›>/]\s*/g, "›"));
  const wanted = steps(text);
  const found = values.filter((id) => steps(words[id] ?? "") === wanted);
  const named = values.filter((id) => steps(words[id] ?? "").endsWith(`›${wanted}`));
  const all = found.length > 0 ? found : named;
  const [first, ...others] = all;
  if (first === undefined)
    return {
      ok: false,
      problem: `There is no place called ${text}. Places are made on their page.`,
    };
  if (others.length === 0) return { ok: true, value: first };
  const ways = all.slice(0, 3).map((id) => words[id]);
  return {
    ok: false,
    problem: `Several places are called so. Write which: ${ways.join(", or ")}.`,
  };
}
