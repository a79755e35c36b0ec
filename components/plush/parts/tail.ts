import type { Cloth } from "../cloth";
import { mix } from "../colour";
import { d, fill, line, oval, sewn, shape } from "../shapes";

export type Tail = keyof typeof tails;

/** Tails, rooted at (0, 0) and pointing up and to the right. */
export const tails = {
  none,
  bob,
  long,
  wag,
  curl,
  brush,
  ringed,
  rope,
  horse,
  paddle,
  thick,
  hair,
  humps,
};

const roped = (data: string, colour: string, rim: string, width: number): string =>
  sewn(line(data, rim, width + 3) + line(data, colour, width));

function none(): string {
  return "";
}

function bob(cloth: Cloth): string {
  return oval(24, -6, 27, 26, fill(cloth.patch));
}

function long(cloth: Cloth): string {
  const lift = cloth.chance.between(-20, 20);
  return roped(
    d`M-10 0C60 20 84-20 72 ${-58 + lift}S92 ${-112 + lift} 108 ${-92 + lift}`,
    cloth.body,
    cloth.rim,
    20,
  );
}

function wag(cloth: Cloth): string {
  const lift = cloth.chance.between(-14, 14);
  return shape(
    d`M-20 10C40 14 62-20 ${58 + lift}-66C${72 + lift}-84 ${88 + lift}-60 84-40C80 0 50 36-10 30z`,
  );
}

function curl(cloth: Cloth): string {
  return roped("M0 0C30 6 40-14 28-24S4-22 16-8S50 0 56-22", cloth.body, cloth.rim, 9);
}

function brush(cloth: Cloth): string {
  const lift = cloth.chance.between(-16, 12);
  return (
    shape(
      d`M-20 10C30 20 40-30 50-70C60 ${-120 + lift} 100 ${-120 + lift} 112 ${-90 + lift}C124-30 70 40-10 30z`,
    ) +
    shape(
      d`M56-88C66 ${-120 + lift} 100 ${-120 + lift} 112 ${-90 + lift}Q114-76 110-62Q98-84 88-66Q74-94 56-88z`,
      fill(cloth.patch),
    )
  );
}

function ringed(cloth: Cloth): string {
  return (
    brush(cloth) +
    sewn(
      line(
        "M24 8Q44 14 56 26M40-24Q66-20 88-2M54-58Q82-60 106-40",
        mix(cloth.shade, "#17121a", 0.6),
        13,
      ),
    )
  );
}

function rope(cloth: Cloth): string {
  return roped(
    d`M-10 4C50 30 90 10 84-20S110-60 128-${cloth.chance.between(36, 60)}`,
    mix(cloth.pale, "#e58796", 0.35),
    cloth.rim,
    9,
  );
}

function horse(cloth: Cloth): string {
  return shape(
    d`M-20-30C10-66 60-50 58 0C56 40 72 70 ${54 + cloth.chance.between(-8, 12)} 104C24 96 6 50 10 10z`,
    fill(mix(cloth.shade, "#5b3a22", 0.5)),
  );
}

function hair(cloth: Cloth): string {
  const lift = cloth.chance.between(-14, 14);
  return (
    roped(d`M-6 0C34 12 64-8 60 ${-40 + lift}`, cloth.body, cloth.rim, 10) +
    oval(60, lift - 54, 13, 22, fill(mix(cloth.shade, "#3b2418", 0.5)), 8)
  );
}

function paddle(cloth: Cloth): string {
  return (
    shape(
      "M-30 20C20 20 30-50 70-72C108-84 118-36 98-6C70 30 20 44-30 36z",
      fill(mix(cloth.shade, "#2c1a18", 0.35)),
    ) +
    sewn(line("M40-20l44 22M52-42l44 22M66-60l-40 70M90-62l-44 78", cloth.seam, 2, ' opacity=".6"'))
  );
}

function thick(cloth: Cloth): string {
  const lift = cloth.chance.between(-10, 16);
  return shape(
    d`M-40-40C10-30 60-4 112 ${-16 - lift}C136 ${-20 - lift} 132 6 116 14C70 46 0 50-40 36z`,
  );
}

/** A camel's, with its tail behind them. */
function humps(cloth: Cloth): string {
  const sag = cloth.chance.between(-8, 10);
  return (
    shape(
      d`M-170 10C-166-60-150 ${-106 + sag}-122-104S-86-60-76-26C-70-70-56 ${-100 + sag}-30-96S4-50 6 20z`,
    ) +
    sewn(
      line(
        d`M-140 ${-78 + sag}q18-22 36 2M-48 ${-70 + sag}q18-20 36 4`,
        cloth.seam,
        3,
        ' opacity=".6"',
      ),
    ) +
    hair(cloth)
  );
}
