import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A ghost under its own sheet. */
export function ghost(cloth: Cloth): Plush {
  const { chance } = cloth;
  const wave = chance.between(-16, 20);
  const lean = chance.between(-5, 5);
  const art =
    oval(-112, 220, 24, 50, "", 40 + wave) +
    oval(112, 220, 24, 50, "", -46 + wave) +
    shape(
      "M0 44C78 44 112 100 114 170C116 240 134 310 146 350C130 372 108 362 92 346C76 372 44 372 30 348C14 374-14 374-30 348C-44 372-76 372-92 346C-108 362-130 372-146 350C-134 310-116 240-114 170C-112 100-78 44 0 44z",
    ) +
    sewn(
      stitch("M-60 250Q-70 300-88 338M60 250Q70 300 88 338M0 270V350", cloth.seam),
      oval(0, 190, 17, 22, fill(mix(cloth.ink, cloth.shade, 0.15))),
      oval(0, 200, 10, 9, fill("#e5828e")),
      placed(0, 146, 0, 1, blush(cloth, 72, 24) + eyes(cloth, 44, -14, 32)),
    );
  return rest(
    `<g transform="rotate(${Math.round(lean)} 0 366)">${art}</g>`,
    [chance.side() * 84, 100],
    130,
    1,
    grown(cloth),
  );
}

/** A pumpkin. */
export function pumpkin(cloth: Cloth): Plush {
  const { chance } = cloth;
  const twist = chance.between(-16, 16);
  const leaf = fill("#6f9a4c");
  const art =
    shape(
      d`M-16 170C-18 130 ${-20 + twist} 116 ${-10 + twist} 96L${24 + twist} 104C${14 + twist} 130 16 150 20 172z`,
      fill("#7d6a3c"),
    ) +
    cloth.twins(oval(-86, 262, 78, 94)) +
    cloth.twins(oval(-44, 262, 66, 102)) +
    oval(0, 264, 56, 104) +
    shape("M14 168C40 130 84 130 104 152C84 184 44 186 14 168z", leaf) +
    sewn(
      stitch("M20 166Q60 160 96 154", "#41622c"),
      line("M-30 300q30 26 60 0", cloth.seam, 4),
      placed(0, 256, 0, 1, blush(cloth, 76, 22) + eyes(cloth, 46, -12, 28)),
    );
  return rest(art, [chance.side() * 108, 176], 150, 1, grown(cloth));
}
