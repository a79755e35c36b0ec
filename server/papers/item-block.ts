import { moneyInWords } from "@/base/values/money";
import type { SourcedWorth } from "@/db/tenant/queries/papers";
import { ruleInWords } from "@/db/tenant/worth-words";
import { factsOf, heldOf, linesOf } from "./item-words";
import type { Material, PaperItem } from "./material";
import { type Block, MM, type Picture, type Sheet } from "./sheet";
import type { Styles } from "./styles";
import { beside, stacked } from "./tables";

/** The column of photographs. */
const PICTURES = { width: 46 * MM, height: 46 * MM, gap: 5 * MM };
const SMALL = { width: 22 * MM, height: 22 * MM };

/** An item with its photographs and copies. Its head stays whole; copies that have no room go on below it. */
export function putItem(
  sheet: Sheet,
  styles: Styles,
  { paper, places }: Material,
  item: PaperItem,
  pictures: readonly Picture[],
): void {
  const body = sheet.body;
  const beginning = pictures.length > 0 ? PICTURES.width + PICTURES.gap : 0;
  const width = body.width - beginning;
  const { row, worths } = item;
  const held = heldOf(item);
  const copies = held.map((copy, index) =>
    copyBlock(sheet, styles, width, {
      lines: linesOf(copy, index, held.length, { paper, places }),
      worth: paper.values ? worths.get(copy.id) : undefined,
    }),
  );
  const head = stacked([
    sheet.text(row.name, styles.name, width),
    ...factsOf(row).map((words) => sheet.text(words, styles.soft, width)),
  ]);
  const shown = pictureColumn(pictures);
  // As many copies beside the photographs as begin there, so that no room is left between them.
  let together = 1;
  const tall = (count: number) => stacked([head, ...copies.slice(0, count)], 2 * MM).height;
  while (together < copies.length && tall(together) < shown.height) together++;
  const block = beside([
    { at: 0, block: shown },
    { at: beginning, block: stacked([head, ...copies.slice(0, together)], 2 * MM) },
  ]);
  const turned = sheet.left() < block.height + 10 * MM;
  if (turned) sheet.newPage();
  else sheet.put(sheet.line(), 4 * MM);
  sheet.put(block, turned ? 0 : 4 * MM);
  for (const copy of copies.slice(together)) {
    if (sheet.left() < copy.height + 2 * MM) {
      sheet.newPage();
      sheet.put(sheet.text(`${row.name}, continued`, styles.soft, body.width, 1));
    }
    sheet.put({ height: copy.height, draw: (x, y) => copy.draw(x + beginning, y) }, 2 * MM);
  }
}

function pictureColumn(pictures: readonly Picture[]): Block {
  const [first, ...others] = pictures;
  if (!first) return { height: 0, draw: () => {} };
  const small = others.slice(0, 2);
  const below = Math.max(0, ...small.map(({ height }) => height));
  return {
    height: first.height + (small.length > 0 ? below + 2 * MM : 0),
    draw: (x, y) => {
      first.draw(x, y);
      for (const [index, one] of small.entries())
        one.draw(x + index * (SMALL.width + 2 * MM), y + first.height + 2 * MM);
    },
  };
}

/** What is said of a copy, and at the right what it is worth, by what. */
function copyBlock(
  sheet: Sheet,
  styles: Styles,
  width: number,
  { lines, worth }: { readonly lines: readonly string[]; readonly worth: SourcedWorth | undefined },
): Block {
  const value = { at: width * 0.68, width: width * 0.32 };
  const said = stacked(
    lines.map((words, at) =>
      sheet.text(words, at === 0 ? styles.strong : styles.text, worth ? value.at - 3 * MM : width),
    ),
  );
  if (!worth) return said;
  const amount = moneyInWords(worth.amount, worth.currency);
  return beside([
    { at: 0, block: said },
    {
      at: value.at,
      block: stacked([
        sheet.atEnd(amount, styles.strong, value.width),
        sheet.atEnd(ruleInWords(worth, worth), styles.small, value.width),
      ]),
    },
  ]);
}

/** How large a photograph may be, by its place among those of its item. */
export function roomOf(index: number) {
  return index === 0 ? PICTURES : SMALL;
}
