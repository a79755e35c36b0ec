import { dateInWords } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import { pathInWords } from "@/db/tenant/place-tree";
import type { PlacedSum } from "@/db/tenant/queries/papers";
import type { Material } from "./material";
import { PAPER_WORDS } from "./order";
import { MM, type Sheet } from "./sheet";
import { INK, type Styles } from "./styles";
import { beside, type Cell, gapBlock, putTable } from "./tables";

/** The first page: whose collection it is, what the paper is, who it is for, and what it comes to. */
export function putCover(sheet: Sheet, styles: Styles, { site, paper, counts, sums }: Material) {
  const { width } = sheet.body;
  const accent = site.skin.colours.light.accent;
  sheet.newPage();
  sheet.put(gapBlock(46 * MM));
  sheet.put(sheet.text(site.name, styles.site, width, 3));
  sheet.put(sheet.line(accent, 2), 5 * MM);
  sheet.put(sheet.text(PAPER_WORDS[paper.kind], styles.title, width), 7 * MM);
  sheet.put(sheet.text(dateInWords(paper.day), styles.lead, width), 2 * MM);
  if (paper.addressee)
    sheet.put(sheet.text(`For ${paper.addressee}`, styles.lead, width, 3), 1 * MM);
  sheet.put(gapBlock(16 * MM));
  for (const { figure, words } of figuresOf({ paper, counts, sums })) {
    const row = beside([
      { at: 0, block: sheet.text(figure, styles.figure, width * 0.45) },
      { at: width * 0.45, block: sheet.text(words, styles.lead, width * 0.55), down: 4 },
    ]);
    sheet.put(sheet.line(), 3 * MM);
    sheet.put(row, 3 * MM);
  }
  sheet.put(sheet.line(INK.line), 3 * MM);
  if (paper.values && paper.kind === "insurance")
    sheet.put(
      sheet.text(
        "A copy is worth what its newest appraisal says. Without one, the median of the last five that were sold in its condition. Without any, what its owner thinks. Each value stands with its source and date. Copies that were sold, given away or are missing are not counted.",
        styles.small,
        width,
      ),
      8 * MM,
    );
}

function figuresOf({ paper, counts, sums }: Pick<Material, "paper" | "counts" | "sums">) {
  const count = (number: number) => number.toLocaleString("en");
  if (paper.kind === "wants")
    return [{ figure: count(counts.wanted), words: counts.wanted === 1 ? "item" : "items" }];
  const copies = sums.reduce((sum, one) => sum + one.copies, 0);
  return [
    { figure: count(counts.items), words: counts.items === 1 ? "item" : "items" },
    { figure: count(copies), words: copies === 1 ? "copy held" : "copies held" },
    ...(paper.kind === "insurance"
      ? [{ figure: count(counts.pictured), words: "with photographs" }]
      : []),
    ...(paper.values
      ? byCurrency(sums).map(({ currency, minor, copies: valued }) => ({
          figure: moneyInWords(minor, currency),
          words: `${currency}, what ${valued === 1 ? "1 copy is" : `${count(valued)} copies are`} worth`,
        }))
      : []),
  ];
}

/** What there is in each currency and in each place. */
export function putSummary(sheet: Sheet, styles: Styles, { sums, places, paper }: Material) {
  const { width } = sheet.body;
  sheet.newPage();
  const byPlace = [...Map.groupBy(sums, ({ placeId }) => placeId)]
    .map(([id, parts]) => ({ name: pathInWords(places, id) || "In no place", parts }))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
  if (paper.values) {
    sheet.put(sheet.text("In each currency", styles.heading, width));
    putTable(
      sheet,
      styles,
      [
        { label: "Currency", share: 0.4 },
        { label: "Copies", share: 0.3, figures: true },
        { label: "Worth", share: 0.3, figures: true },
      ],
      [
        ...byCurrency(sums).map(({ currency, copies, minor }) => [
          currency,
          String(copies),
          moneyInWords(minor, currency),
        ]),
        ...withoutValue(sums),
      ],
    );
    sheet.put(gapBlock(9 * MM));
  }
  sheet.put(sheet.text("In each place", styles.heading, width));
  putTable(
    sheet,
    styles,
    [
      { label: "Place", share: paper.values ? 0.5 : 0.8 },
      { label: "Copies", share: 0.2, figures: true },
      ...(paper.values ? [{ label: "Worth", share: 0.3, figures: true }] : []),
    ],
    byPlace.map(({ name, parts }): Cell[] => [
      name,
      String(parts.reduce((sum, { copies }) => sum + copies, 0)),
      ...(paper.values
        ? [
            byCurrency(parts)
              .map(({ minor, currency }) => moneyInWords(minor, currency))
              .join(" + "),
          ]
        : []),
    ]),
  );
}

function withoutValue(sums: readonly PlacedSum[]): Cell[][] {
  const copies = sums.reduce((sum, one) => sum + (one.currency ? 0 : one.copies), 0);
  return copies > 0 ? [["Without a value", String(copies), ""]] : [];
}

function byCurrency(sums: readonly PlacedSum[]) {
  const valued = sums.flatMap((one) => (one.currency ? [{ ...one, currency: one.currency }] : []));
  return [...Map.groupBy(valued, ({ currency }) => currency)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, parts]) => ({
      currency,
      copies: parts.reduce((sum, one) => sum + one.copies, 0),
      minor: parts.reduce((sum, one) => sum + one.minor, 0n),
    }));
}
