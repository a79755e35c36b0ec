import fc from "fast-check";
import PDFDocument from "pdfkit";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import { faceRuns } from "./face-runs";
import { facesOf } from "./faces";
import { pdfPen } from "./pdf-pen";
import { typesetter } from "./typesetting";

const style = { faces: facesOf("regular"), size: 10, colour: "#000000" };
const open = () => new PDFDocument({ font: "", margin: 0 });

/** Sets texts below each other and reads them back. */
async function readBack(texts: readonly string[], width = 300): Promise<string> {
  const doc = open();
  const type = typesetter(pdfPen(doc));
  let y = 20;
  for (const text of texts) {
    const set = type.set(text, style, width);
    type.draw(set, { x: 20, y, width });
    y += set.height + 4;
  }
  doc.end();
  const chunks: Buffer[] = [];
  for await (const chunk of doc) chunks.push(Buffer.from(chunk));
  const pdf = await getDocumentProxy(new Uint8Array(Buffer.concat(chunks)));
  return (await extractText(pdf, { mergePages: true })).text;
}

describe("a text on paper", () => {
  test.each([
    ["Latin", "Größe, façade, Łódź, “quoted” – 5 €"],
    ["Cyrillic and Greek", "Медведь Ελλάδα"],
    ["Thai", "หมีตาล"],
    ["Arabic", "دب"],
    ["Hebrew", "דובי"],
    ["Devanagari", "हिन्दी"],
    ["Japanese", "くまのぬいぐるみ東京"],
    ["Chinese", "玩具熊这个说明"],
    ["Chinese of Taiwan", "玩具熊這個說明"],
    ["Korean", "곰인형"],
  ])("has letters for %s", (_, text) => {
    const doc = open();
    const runs = faceRuns(pdfPen(doc), text, style.faces);
    expect(runs.filter(({ face }) => face === null)).toEqual([]);
    expect(runs.map((run) => run.text).join("")).toBe(text);
  });

  test("shows a box for each sign that no font has, and the rest as it is", async () => {
    const doc = open();
    const family = "👨‍👩‍👧";
    expect(
      faceRuns(pdfPen(doc), `A${family}B`, style.faces).map(({ face }) => face === null),
    ).toEqual([false, true, false]);
    expect(await readBack([`Bear ${family} 🐻 ok`])).toMatch(/Bear\s+ok/);
  });

  test("never fails, whatever somebody has pasted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 6 }),
        fc.integer({ min: 20, max: 400 }),
        async (texts, width) => {
          expect(typeof (await readBack([...texts, "\ud800", "a\u0000b", "{\u202e}"], width))).toBe(
            "string",
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  test("stays within its width, a word that is longer too", () => {
    const type = typesetter(pdfPen(open()));
    for (const text of [
      "A".repeat(120),
      "หมีน้ำตาลตัวใหญ่มากที่สุดในโลก",
      "one two three four five six",
    ]) {
      const { lines } = type.set(text, style, 80);
      expect(lines.length).toBeGreaterThan(1);
      for (const { width } of lines) expect(width).toBeLessThanOrEqual(80.01);
      expect(
        lines
          .map((line) => line.text)
          .join("")
          .replace(/\s/g, ""),
      ).toBe(text.replace(/\s/g, ""));
    }
  });

  test("of which too much is there ends in an ellipsis", () => {
    const { lines } = typesetter(pdfPen(open())).set(
      "one two three four five six seven",
      style,
      60,
      1,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.text).toMatch(/…$/);
  });
});
