"use client";

import { CURRENCIES } from "@/base/values/currencies";
import { dateInWords } from "@/base/values/dates";
import { Choices } from "@/components/ui/choices";
import { Select } from "@/components/ui/field";
import { wordOf } from "@/db/tenant/field";
import { foldedName } from "@/db/tenant/own";
import type { TableField } from "@/db/tenant/queries/table/fields";
import type { MappedColumn } from "@/server/sheet/mapping";
import { withDecimal, withOrder, withYear } from "@/server/sheet/marks";
import type { Question } from "@/server/sheet/questions";

/** How many words of a column are asked about. */
const MOST_WORDS = 40;

interface Asked {
  readonly question: Question;
  readonly mapped: MappedColumn;
  /** The field that the column is, if it is one. */
  readonly field: TableField | undefined;
  /** Whether the person has said that its rows are to be asked about one by one. */
  readonly isLeft: boolean;
  readonly isMissing: boolean;
  readonly onAnswer: (part: Partial<MappedColumn>) => void;
  readonly onLeave: (isLeft: boolean) => void;
}

/** One question about all cells of a column. */
export function QuestionAsked(asked: Asked) {
  const { question, isMissing } = asked;
  return (
    <li className="im-question" data-missing={isMissing || undefined} tabIndex={-1}>
      <h3>
        <bdi>{question.name}</bdi>
      </h3>
      <p>{questionInWords(question)}</p>
      <Answers {...asked} />
      {isMissing && <p className="ui-error">Choose an answer, or to be asked at each row.</p>}
    </li>
  );
}

function questionInWords(question: Question): string {
  const { count, filled } = question;
  const of = `${count.toLocaleString("en")} of ${filled.toLocaleString("en")}`;
  switch (question.about) {
    case "order":
      return `${of} dates read both ways. Which number is the day?`;
    case "years":
      return `${of} dates have a year of two digits. Which years are they?`;
    case "decimal":
      return `${of} numbers read both ways. What stands before the decimals?`;
    case "currency":
      return question.bare === count
        ? `${of} amounts name no currency. Which is it?`
        : `${of} amounts don’t say which currency they are in. Which is meant?`;
    case "words":
      return `${of} cells have a word that this field doesn’t know. What do they mean?`;
  }
}

function Answers({ question, mapped, field, isLeft, onAnswer, onLeave }: Asked) {
  const leave = {
    value: "left",
    label: "I can’t say for all of them: ask me at each row",
  } as const;
  const [example = ""] = question.examples;
  switch (question.about) {
    case "order":
      return (
        <Choices
          legend={`Which number of the dates of ${question.name} is the day`}
          hideLegend
          look="rows"
          value={mapped.order ?? (isLeft ? "left" : "")}
          choices={[
            ...(["day first", "month first"] as const).map((order) => ({
              value: order,
              label: `${example} is ${dateInWords(withOrder(withYear(example, mapped.years ?? pastYears()), order))}`,
              hint: othersInWords(order === "day first" ? question.dayFirst : question.monthFirst),
            })),
            leave,
          ]}
          onChange={(value) => {
            onLeave(value === "left");
            onAnswer({
              order: value === "day first" || value === "month first" ? value : undefined,
            });
          }}
        />
      );
    case "years":
      return (
        <Choices
          legend={`Which years the dates of ${question.name} have`}
          hideLegend
          look="rows"
          value={mapped.years === undefined ? (isLeft ? "left" : "") : String(mapped.years)}
          choices={[...centuries(question.examples), leave]}
          onChange={(value) => {
            onLeave(value === "left");
            onAnswer({ years: value === "left" ? undefined : Number(value) });
          }}
        />
      );
    case "decimal":
      return (
        <Choices
          legend={`What stands before the decimals of ${question.name}`}
          hideLegend
          look="rows"
          value={mapped.decimal ?? (isLeft ? "left" : "")}
          choices={[
            ...([".", ","] as const).map((decimal) => ({
              value: decimal,
              label: `A ${decimal === "." ? "point" : "comma"}: ${example} is ${inDigits(withDecimal(example, decimal))}`,
              hint: othersInWords(decimal === "." ? question.point : question.comma),
            })),
            leave,
          ]}
          onChange={(value) => {
            onLeave(value === "left");
            onAnswer({ decimal: value === "." || value === "," ? value : undefined });
          }}
        />
      );
    case "currency": {
      const written = question.written.map(
        ([name, some]) => `${name} (${some.toLocaleString("en")})`,
      );
      return (
        <Select
          label={`Currency of ${question.name}`}
          hint={
            written.length > 0
              ? `Beside amounts stand: ${written.join(", ")}. What names one currency keeps it.`
              : undefined
          }
          value={mapped.currency ?? (isLeft ? "left" : "")}
          options={[
            { value: "", label: "Choose" },
            ...currenciesWith(mapped.currency).map((value) => ({ value, label: value })),
            { value: "left", label: "Ask me at each row" },
          ]}
          onChange={({ target: { value } }) => {
            onLeave(value === "left");
            onAnswer({ currency: /^[A-Z]{3}$/.test(value) ? value : undefined });
          }}
        />
      );
    }
    case "words":
      return (
        <div className="im-words">
          {question.unknown.slice(0, MOST_WORDS).map(([word, some]) => (
            <Select
              key={word}
              label={`“${word}”`}
              aside={<span className="st-sub st-num">{some.toLocaleString("en")}</span>}
              value={meaningOf(mapped, word) ?? (isLeft ? "?" : "")}
              options={[
                { value: "", label: "Choose" },
                { value: "?", label: "Ask me at each row" },
                ...question.values.map((value) => ({
                  value: `=${value}`,
                  label: field ? wordOf(field, value) : value === "yes" ? "Yes" : "No",
                })),
                ...(question.values.includes("") ? [] : [{ value: "=", label: "Nothing" }]),
              ]}
              onChange={({ target: { value } }) => {
                if (value === "?") onLeave(true);
                onAnswer({ words: withMeaning(mapped, word, value) });
              }}
            />
          ))}
        </div>
      );
  }
}

/** The years that two digits may mean, with what examples would be. */
function centuries(examples: readonly string[]): { value: string; label: string }[] {
  const inYears = (from: number) =>
    examples
      .map((text) => `${text} is in ${/\d{4}$/.exec(withYear(text, from))?.[0] ?? ""}`)
      .join(", ");
  const past = pastYears();
  return [
    { value: String(past), label: `None is in the future: ${inYears(past)}` },
    { value: "1900", label: `All are before 2000: ${inYears(1900)}` },
    { value: "2000", label: `All are after 1999: ${inYears(2000)}` },
  ];
}

/** The first of a hundred years of which the present one is the last. */
function pastYears(): number {
  return new Date().getFullYear() - 99;
}

/** What other cells of the column say, that read one way only. */
function othersInWords(count: number): string {
  if (count === 0) return "No other cell says so";
  return count === 1
    ? "1 other cell can only be read so"
    : `${count.toLocaleString("en")} others can only be read so`;
}

/** A number as people write it, its thousands parted. */
function inDigits(text: string): string {
  const digits = /\d+(?:\.\d+)?/.exec(text)?.[0] ?? "";
  return digits === "" ? text : Number(digits).toLocaleString("en");
}

function currenciesWith(chosen: string | undefined): readonly string[] {
  return [...new Set([...CURRENCIES, ...(chosen ? [chosen] : [])])];
}

function meaningOf({ words }: MappedColumn, word: string): string | null {
  const folded = foldedName(word);
  const found = words.find(([one]) => foldedName(one) === folded);
  return found ? `=${found[1]}` : null;
}

function withMeaning({ words }: MappedColumn, word: string, value: string): [string, string][] {
  const folded = foldedName(word);
  const others = words.filter(([one]) => foldedName(one) !== folded);
  return value.startsWith("=") ? [...others, [word, value.slice(1)]] : others;
}
