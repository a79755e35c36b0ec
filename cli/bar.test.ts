import { describe, expect, test } from "vitest";
import { barOn } from "./bar";
import { printable, sheet, table } from "./table";

function terminalOf(interactive: boolean) {
  const said: string[] = [];
  return {
    said,
    out: () => {},
    err: (text: string) => void said.push(text),
    interactive,
    columns: 60,
    signal: new AbortController().signal,
    ask: async () => null,
  };
}

describe("progress", () => {
  test("on a terminal is one line that changes and tells the time left", () => {
    const terminal = terminalOf(true);
    let time = 0;
    const bar = barOn(terminal, () => time);
    bar.show({ words: "Migrating", done: 0, total: 500 });
    time = 3000;
    bar.show({ words: "Migrating", done: 125, total: 500 });
    time = 12_000;
    bar.show({ words: "Migrating", done: 500, total: 500 });
    bar.end();
    expect(terminal.said).toEqual([
      "\r\u001b[K░░░░░░░░░░░░░░░░░░░░░░░░ 0/500  Migrating",
      "\r\u001b[K██████░░░░░░░░░░░░░░░░░░ 125/500  Migrating  9 s left",
      "\r\u001b[K████████████████████████ 500/500  Migrating",
      "\n",
    ]);
  });

  test("never wraps, however narrow the terminal", () => {
    const terminal = terminalOf(true);
    barOn(terminal).show({ words: "x".repeat(200), done: 1, total: 2 });
    expect(terminal.said.join("").replace("\r\u001b[K", "")).toHaveLength(59);
  });

  test("in a pipe is a plain line for each step and each tenth, so that a log stays short", () => {
    const terminal = terminalOf(false);
    const bar = barOn(terminal);
    bar.show({ words: "Preparing" });
    for (let done = 0; done <= 500; done++) bar.show({ words: "Migrating", done, total: 500 });
    bar.end();
    expect(terminal.said[0]).toBe("Preparing\n");
    expect(terminal.said).toHaveLength(12);
    expect(terminal.said.at(-1)).toBe("Migrating: 100 % of 500\n");
    expect(terminal.said.join("")).not.toContain("\u001b");
  });
});

describe("tables", () => {
  test("align, and obey no control character, no mark that turns the direction, no line break", () => {
    const hostile = "a\u001b[31mb\r\nc\u202ed\u2028e";
    expect(printable(hostile)).toBe("a�[31mb��c�d�e");
    expect(
      table(
        ["site", "state"],
        [
          ["x", hostile],
          ["longer", "y"],
        ],
      ).split("\n"),
    ).toHaveLength(4);
    expect(
      sheet([
        ["site", hostile],
        ["none", ""],
        ["nothing", null],
      ]).split("\n"),
    ).toHaveLength(2);
  });
});
