import type { Cloth, Plush } from "../cloth";
import { d, dots, fill, placed, sewn, shape } from "../shapes";
import { reptileFace } from "./reptile-face";
import { grown, rest } from "./rest";

/** A long-necked dinosaur, with plates on every other back. */
export function dinosaur(cloth: Cloth): Plush {
  const { chance } = cloth;
  const plates = chance.once(0.6)
    ? shape(
        "M-36 130L-2 134L-14 168L22 176L6 206L44 206L42 178L78 214L92 186L112 228L140 210L140 250L-20 280z",
        fill(cloth.patch),
      )
    : "";
  const leg = cloth.copies(
    shape("M-26 302C-26 264 28 264 28 302V350Q28 366 12 366H-10Q-26 366-26 350z"),
  );
  const art =
    plates +
    shape(
      d`M100 250C140 270 150 316 190 ${304 + chance.between(-26, 16)}C196 350 130 366 80 350z`,
    ) +
    `<g fill="${cloth.shade}">${placed(-22, 0, 0, 1, leg.first)}${leg.at(86)}</g>` +
    shape(
      "M-140 120C-128 200-96 230-80 270C-76 310-60 336 10 342C90 346 136 320 132 270C128 214 70 194 20 204C-20 210-30 170-44 120z",
    ) +
    shape(
      "M-72 290C-40 270 60 276 104 312C84 336 50 344 10 342C-40 338-66 322-72 290z",
      fill(cloth.patch),
    ) +
    leg.at(-58) +
    leg.at(116) +
    sewn(
      dots(
        [
          [40, 232],
          [78, 246],
          [4, 240],
          [110, 276],
        ],
        18,
        cloth.seam,
        ' opacity=".3"',
      ),
      dots(
        [
          [-70, 360],
          [-56, 361],
          [104, 360],
          [118, 361],
        ],
        8,
        cloth.pale,
      ),
    ) +
    placed(-92, 110, chance.between(-10, 8), 1, reptileFace(cloth, 76, 64));
  return rest(art, [-34, 84], 160, chance.side(), grown(cloth), 1);
}
