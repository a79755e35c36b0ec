import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import {
  both,
  d,
  dots,
  fill,
  line,
  oval,
  type Point,
  placed,
  sewn,
  shape,
  stitch,
} from "../shapes";
import { beads, blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

const NIGHT = "#38343e";

/** A spotted beetle with its face to us; also any insect without a pattern of its own. */
export function insect(cloth: Cloth): Plush {
  const { chance } = cloth;
  const spot = cloth.dark ? cloth.pale : NIGHT;
  const spread = chance.between(-6, 12);
  const head = cloth.dark ? "" : fill(NIGHT);
  const face = cloth.dark ? cloth : { ...cloth, dark: true, seam: "#6d6575" };
  const art =
    cloth.twins(sewn(line("M-100 316Q-148 316-158 356M-118 270Q-164 262-180 300", NIGHT, 13))) +
    shape(
      "M0 130C96 130 142 200 142 270C142 330 90 358 0 358S-142 330-142 270C-142 200-96 130 0 130z",
    ) +
    sewn(
      line("M0 134V356", cloth.seam, 4),
      dots(
        [...both([62, 196 + spread], [100, 262], [54, 288 - spread]), [118, 318], [-112, 320]],
        36,
        spot,
        ' opacity=".92"',
      ),
      oval(0, 256, 92, 44, fill(cloth.shadow)),
    ) +
    placed(
      0,
      226,
      chance.between(-8, 8),
      1,
      feelers(cloth, NIGHT) +
        oval(0, 0, 82, 70, head) +
        sewn(smile("#d8cfc4"), blush(face, 54, 20), eyes(face, 34, -8, 24)),
    );
  return rest(art, [chance.side() * 118, 196], 150, 1, grown(cloth));
}

/** A bee or wasp. */
export function bee(cloth: Cloth): Plush {
  const { chance } = cloth;
  const lift = chance.between(-14, 14);
  const wing = mix("#eef3fa", cloth.light, 0.25);
  const art =
    oval(30, 134 + lift, 46, 74, `${fill(wing)} opacity=".9"`, 12) +
    oval(98, 150, 42, 70, `${fill(wing)} opacity=".9"`, 40 + lift) +
    shape("M150 286L186 300L150 318z", fill(NIGHT)) +
    shape("M-60 220C0 180 90 190 130 236C160 270 160 320 124 342C70 372-30 366-70 340z") +
    sewn(
      line("M34 206Q70 280 36 356M88 214Q124 280 92 348", cloth.dark ? cloth.pale : NIGHT, 25),
      line("M-44 354v12M0 358v8M60 358v8", NIGHT, 11),
      oval(-60, 290, 70, 76, fill(cloth.shadow)),
    ) +
    placed(
      -74,
      268,
      chance.between(-8, 8),
      1,
      feelers(cloth, NIGHT) +
        oval(0, 0, 84, 78) +
        sewn(smile(cloth.seam), blush(cloth, 58, 22), eyes(cloth, 36, -8, 24)),
    );
  return rest(art, [-14, 216], 150, chance.side(), grown(cloth), 1);
}

/** A butterfly or moth, wings in the second colour. */
export function butterfly(cloth: Cloth): Plush {
  const { chance } = cloth;
  const dip = chance.between(-12, 12);
  const wings = cloth.twins(
    shape(d`M-20 210C-60 ${110 + dip}-150 ${90 + dip}-176 ${130 + dip}C-200 190-150 250-60 252z`) +
      shape("M-20 250C-80 240-150 270-140 322C-124 364-50 350-14 300z", fill(cloth.patch)) +
      sewn(
        dots([[-122, 166 + dip]], 56, cloth.pale),
        dots([[-122, 166 + dip]], 28, cloth.shade),
        dots([[-92, 304]], 32, cloth.base),
      ),
  );
  const art =
    wings +
    shape(
      "M0 180C30 200 40 260 34 300C28 344 14 362 0 362S-28 344-34 300C-40 260-30 200 0 180z",
      fill(cloth.shade),
    ) +
    sewn(stitch("M-28 262Q0 274 28 262M-32 292Q0 304 32 292M-26 322Q0 334 26 322", cloth.pale)) +
    placed(
      0,
      162,
      chance.between(-8, 8),
      1,
      feelers(cloth, cloth.seam) +
        oval(0, 0, 66, 60) +
        sewn(smile(cloth.seam), blush(cloth, 46, 20), eyes(cloth, 28, -6, 21)),
    );
  return rest(art, [chance.side() * 160, 120], 110, 1, grown(cloth));
}

/** A spider with more eyes than it needs. */
export function spider(cloth: Cloth): Plush {
  const { chance } = cloth;
  const bend = chance.between(-10, 10);
  const legs = d`M-80 230C-130 ${150 + bend}-166 170-176 250M-90 254C-150 ${200 + bend}-180 240-186 318M-90 280C-140 250-166 290-160 362M-80 300C-110 290-126 320-120 362`;
  const leg = cloth.twins(sewn(line(legs, cloth.rim, 20), line(legs, cloth.body, 16)));
  const few: Point[] = both([66, -44], [84, -14]);
  const art =
    leg +
    oval(0, 190, 84, 70) +
    oval(0, 262, 106, 96) +
    oval(0, 322, 62, 28, fill(cloth.patch)) +
    placed(
      0,
      266,
      chance.between(-6, 6),
      1,
      sewn(
        smile(cloth.seam),
        shape("M-14 37l6 14 6-13zM14 37l-6 14-6-13z", fill("#fff")),
        blush(cloth, 72, 30),
        beads(cloth, few, 12),
        beads(cloth, both([34, -14]), 32),
      ),
    );
  return rest(art, [chance.side() * 84, 176], 150, 1, 0.96 * grown(cloth));
}

/** A caterpillar, inchworm or centipede. */
export function worm(cloth: Cloth): Plush {
  const { chance } = cloth;
  const arch = chance.between(10, 70);
  const ball = (x: number, lift: number, r: number, odd: boolean): string =>
    oval(x, 320 - lift * arch, r, r, odd ? fill(cloth.patch) : "") +
    (lift < 0.5
      ? sewn(
          dots(
            [
              [x - 12, 362],
              [x + 14, 362],
            ],
            14,
            cloth.seam,
          ),
        )
      : "");
  const art =
    ball(158, 0, 34, false) +
    ball(112, 0.7, 39, true) +
    ball(58, 1, 43, false) +
    ball(4, 0.8, 45, true) +
    ball(-48, 0.1, 48, false) +
    sewn(oval(-70, 300, 60, 50, fill(cloth.shadow))) +
    placed(
      -98,
      258,
      chance.between(-8, 8),
      1,
      feelers(cloth, cloth.seam) +
        oval(0, 0, 78, 74) +
        sewn(smile(cloth.seam), blush(cloth, 54, 22), eyes(cloth, 34, -8, 24)),
    );
  return rest(art, [-30, 236], 160, chance.side(), grown(cloth), 1);
}

/** A snail. */
export function snail(cloth: Cloth): Plush {
  const { chance } = cloth;
  const turn = chance.between(-12, 12);
  const stalks = "M-120 200L-134 150M-84 200L-76 146";
  const art =
    sewn(line(stalks, cloth.rim, 18), line(stalks, cloth.body, 14)) +
    shape(
      "M-160 250C-160 200-110 184-80 200C-40 220-60 290-20 312H120C160 320 186 340 194 362H-90C-150 362-164 310-160 250z",
    ) +
    placed(
      46,
      246,
      turn,
      1,
      oval(0, 0, 104, 98, fill(cloth.patch)) +
        sewn(
          line(
            "M92 40C20 110-82 70-78-8C-74-76 30-90 56-24C70 30 0 60-30 20C-46-18 0-44 20-16",
            mix(cloth.pale, cloth.shade, 0.6),
            9,
          ),
        ),
    ) +
    sewn(
      beads(
        cloth,
        [
          [-136, 146],
          [-74, 142],
        ],
        27,
      ),
      line("M-136 252q20 20 44 2", cloth.seam, 4),
      dots(
        [
          [-148, 240],
          [-84, 240],
        ],
        22,
        "#f0647c",
        ' opacity=".26"',
      ),
    );
  return rest(art, [90, 152], 165, chance.side(), 0.97 * grown(cloth));
}

function feelers(cloth: Cloth, colour: string): string {
  const lean = cloth.chance.between(-10, 10);
  return sewn(
    line(
      d`M-24-54Q-30-96 ${-56 + lean}-104M24-54Q30-96 ${56 + lean}-104`,
      cloth.dark ? cloth.seam : colour,
      6,
    ),
    dots(
      [
        [-56 + lean, -104],
        [56 + lean, -104],
      ],
      20,
      cloth.dark ? cloth.seam : colour,
    ),
  );
}

const smile = (colour: string): string => line("M-22 24q22 20 44 0", colour, 3.6);
