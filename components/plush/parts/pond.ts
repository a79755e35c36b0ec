import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { beads, blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A frog or toad: eyes on top, a smile from ear to ear. */
export function frog(cloth: Cloth): Plush {
  const { chance } = cloth;
  const tilt = chance.between(-6, 6);
  const grin = chance.between(34, 56);
  const toes = (x: number): string =>
    shape(
      d`M${x - 16} 338C${x - 44} 340 ${x - 58} 356 ${x - 50} 366H${x + 50}C${x + 58} 356 ${x + 44} 340 ${x + 16} 338z`,
    );
  const head =
    cloth.twins(oval(-62, -66, 38, 37)) +
    shape("M-122 6C-122-46-70-74 0-74S122-46 122 6C122 50 60 76 0 76S-122 50-122 6z") +
    shape(d`M-118 18Q0 ${40 + grin} 118 18C106 58 56 75 0 75S-106 58-118 18z`, fill(cloth.patch)) +
    sewn(
      line(d`M-114 14Q0 ${40 + grin} 114 14`, cloth.seam, 4),
      dots(both([9, -14]), 6, cloth.seam),
      blush(cloth, 92, 10),
      beads(cloth, both([62, -68]), chance.between(34, 40)),
    );
  const art =
    cloth.twins(oval(-98, 300, 58, 48, "", -24)) +
    cloth.twins(toes(-112)) +
    shape("M0 180C70 180 96 250 94 300C90 350 50 362 0 362S-90 350-94 300C-96 250-70 180 0 180z") +
    oval(0, 300, 58, 56, fill(cloth.patch)) +
    sewn(stitch("M0 240V354", cloth.seam), oval(0, 236, 90, 34, fill(cloth.shadow))) +
    cloth.twins(oval(-56, 300, 19, 52, "", chance.between(2, 14)) + oval(-60, 350, 30, 15)) +
    placed(0, 172, tilt, 1, head);
  const side = chance.side();
  return rest(art, [side * 104, 128 + side * tilt * 1.6], 150, 1, grown(cloth));
}

/** A turtle or tortoise under a quilted dome. */
export function turtle(cloth: Cloth): Plush {
  const { chance } = cloth;
  const nod = chance.between(-10, 10);
  const shell = mix(cloth.shade, chance.pick(["#7a4a26", "#4a5a2a", "#6b4a5c"]), 0.45);
  const art =
    shape("M130 326C164 320 178 336 190 346C170 358 140 356 120 350z") +
    oval(-52, 338, 44, 28, "", 14) +
    oval(106, 338, 44, 28, "", -10) +
    shape("M-104 322C-120 226-50 162 32 162S174 226 156 322Q30 356-104 322z", fill(shell)) +
    shape(
      "M-110 316Q30 356 162 316C170 330 166 342 152 346Q30 372-100 346C-116 342-118 330-110 316z",
      fill(cloth.patch),
    ) +
    sewn(
      stitch(
        "M-2 186L62 186L88 236L58 282H-2L-32 236zM-2 186L-18 172M62 186L76 172M88 236L150 238M58 282L74 330M-2 282L-18 330M-32 236L-96 240",
        mix(shell, "#fff0d0", 0.4),
      ),
      oval(4, 198, 60, 24, `${fill("#fff")} opacity=".14"`, -12),
      oval(-92, 312, 74, 34, fill(cloth.shadow)),
    ) +
    placed(
      -104,
      250 + nod,
      chance.between(-8, 8),
      1,
      oval(0, 0, 72, 66) +
        sewn(
          dots(both([6, 16]), 5, cloth.seam),
          line("M-30 30q30 22 60 0", cloth.seam, 3.4),
          blush(cloth, 48, 18),
          eyes(cloth, 30, -10, 21),
        ),
    );
  return rest(art, [-150, 206 + nod], 160, chance.side(), grown(cloth));
}

/** A seal, or a walrus with `tusks`. */
export const seal = (cloth: Cloth): Plush => flippered(cloth, "");

/** A walrus: a seal with teeth. */
export const walrus = (cloth: Cloth): Plush =>
  flippered(cloth, cloth.twins(shape("M-34 44Q-36 86-22 112Q-10 84-14 46z", fill("#fff6e2"))));

function flippered(cloth: Cloth, tusks: string): Plush {
  const { chance } = cloth;
  const flip = chance.between(-10, 14);
  const head =
    oval(0, 0, 84, 76) +
    tusks +
    cloth.twins(oval(-22, 30, 31, 26, fill(cloth.patch))) +
    sewn(
      line("M-44 24l-44-8m42 16l-46 4M44 24l44-8m-42 16l46 4", cloth.seam, 2),
      oval(0, 12, 16, 11, fill(cloth.ink)),
      dots([[-5, 8]], 5, "#fff", ' opacity=".7"'),
      dots(both([18, 34], [30, 30], [24, 42]), 3.4, cloth.seam),
      line("M0 24v22", cloth.seam, 3),
      blush(cloth, 64, 20),
      eyes(cloth, 38, -14, 25),
    );
  const art =
    shape(
      d`M120 330C150 300 160 270 150 ${234 + flip}C182 ${236 + flip} 196 262 190 284C206 296 204 322 186 336C166 356 130 358 116 354z`,
    ) +
    shape(
      "M-104 200C-30 160 20 230 60 262C100 290 140 296 158 320C168 356 100 364 0 364C-70 364-120 360-118 300z",
    ) +
    shape(
      "M-108 260C-70 240-26 270-20 312C-18 344-40 362-62 362C-110 360-122 330-108 260z",
      fill(cloth.patch),
    ) +
    oval(-104, 338, 22, 42, "", 62) +
    oval(22, 338, 22, 50, "", -62 + flip) +
    sewn(stitch("M-6 250Q60 290 130 312", cloth.seam), oval(-56, 240, 84, 36, fill(cloth.shadow))) +
    placed(-54, 168, chance.between(-9, 9), 1, head);
  return rest(art, [-122, 134], 165, chance.side(), 0.95 * grown(cloth));
}
