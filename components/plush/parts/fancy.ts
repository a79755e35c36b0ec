import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { muzzles } from "./muzzle";
import { poses } from "./poses";
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

/** A snowman in a scarf. */
export function snowman(cloth: Cloth): Plush {
  const { chance } = cloth;
  const wool = chance.pick(["#c9463f", "#3f7f6b", "#4a62a8", "#c98a2f"]);
  const art =
    oval(0, 282, 112, 84) +
    sewn(
      dots(
        [
          [0, 268],
          [0, 304],
          [0, 338],
        ],
        17,
        "#38343e",
      ),
    ) +
    oval(-110, 250, 20, 46, "", 40) +
    oval(110, 250, 20, 46, "", -44 + chance.between(-20, 10)) +
    placed(
      0,
      148,
      chance.between(-7, 7),
      1,
      oval(0, 0, 82, 76) +
        sewn(
          blush(cloth, 58, 22),
          eyes(cloth, 34, -8, 23),
          line("M-26 42q26 18 52 0", cloth.seam, 4),
        ) +
        shape("M-9 10Q20 4 56 24Q20 34-6 26z", fill("#ee8a35")) +
        shape("M-54-56Q0-78 54-56L44-118Q0-132-44-118z", fill("#3b3742")) +
        oval(0, -56, 80, 14, fill("#3b3742"), -2) +
        sewn(line("M-52-70Q0-90 52-70", wool, 13)),
    ) +
    shape("M-70 206Q0 244 70 206L78 230Q0 270-78 230z", fill(wool)) +
    shape("M34 232L76 236L84 312L48 314z", fill(mix(wool, "#2a1420", 0.15)));
  return rest(art, [chance.side() * 74, 110], 130, 1, 0.98 * grown(cloth));
}

/** A bat with its wings open. */
export function bat(cloth: Cloth): Plush {
  const { chance } = cloth;
  const flap = chance.between(-16, 16);
  const wings = placed(
    -60,
    -330,
    0,
    1,
    cloth.twins(
      shape(
        d`M-50 250C-80 ${190 + flap}-130 ${166 + flap}-186 ${180 + flap}C-176 220-180 260-188 300C-166 282-148 288-140 318C-120 298-104 304-96 330C-80 310-60 310-44 320z`,
        fill(mix(cloth.base, cloth.dark ? cloth.light : cloth.shade, 0.4)),
      ),
    ),
  );
  const head =
    cloth.twins(
      shape("M-84-20Q-98-90-72-116Q-34-100-18-62z") +
        sewn(shape("M-70-40Q-78-80-66-96Q-44-86-34-62z", fill(mix(cloth.pale, "#f08fa0", 0.45)))),
    ) +
    shape("M-87 6C-87-50-50-80 0-80S87-50 87 6C87 54 48 76 0 76S-87 54-87 6z") +
    muzzles.mouse(cloth) +
    sewn(
      shape("M-17 54l6 14 6-13zM17 54l-6 14-6-13z", fill("#fff")),
      blush(cloth, 64, 22),
      eyes(cloth, 38, -8, 24),
    );
  return poses.seated(
    cloth,
    { markup: head, tie: [72, -88], span: 200, trail: 0, reach: 118 },
    wings,
    "",
  );
}

/** A seated dragon with small wings. */
export function dragon(cloth: Cloth): Plush {
  const { chance } = cloth;
  const flap = chance.between(-14, 14);
  const wings = placed(
    -60,
    -330,
    0,
    1,
    cloth.twins(
      shape(
        d`M-50 240C-90 ${170 + flap}-150 ${150 + flap}-176 ${166 + flap}C-168 200-176 230-182 256C-160 244-150 250-142 274C-122 258-108 264-98 288C-80 276-60 280-44 290z`,
        fill(cloth.patch),
      ),
    ),
  );
  const tail = shape("M0 0C60 30 90 10 96-30L78-28L104-72L130-28L114-30C120 30 60 60-10 34z");
  const head =
    cloth.twins(shape("M-54-56Q-74-92-58-118Q-36-96-28-68z", fill("#ead7b2"))) +
    shape("M-18-70L0-112L18-70z", fill(cloth.patch)) +
    shape("M-80-6C-80-54-46-78 0-78S80-54 80-6C80 44 50 72 0 72S-80 44-80-6z") +
    oval(0, 34, 56, 36, fill(cloth.patch)) +
    sewn(
      dots(both([18, 20]), 9, cloth.seam),
      line("M-30 44q30 20 60 0", cloth.seam, 3.4),
      stitch("M0-70V0", cloth.seam),
      blush(cloth, 66, 14),
      eyes(cloth, 40, -16, 24),
    );
  return poses.seated(
    cloth,
    { markup: head, tie: [50, -92], span: 164, trail: 130, reach: 124 },
    wings + tail,
    "",
  );
}
