import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, fill, line, oval, sewn, shape } from "../../shapes";

/** A cat's. */
export function long(cloth: Cloth): string {
  const lift = cloth.chance.between(-20, 20);
  return roped(
    d`M-10 0C60 20 84-20 72 ${-58 + lift}S92 ${-112 + lift} 108 ${-92 + lift}`,
    cloth.body,
    cloth.rim,
    20,
  );
}

/** A pig's. */
export function curl(cloth: Cloth): string {
  return roped("M0 0C30 6 40-14 28-24S4-22 16-8S50 0 56-22", cloth.body, cloth.rim, 9);
}

/** A mouse's. */
export function rope(cloth: Cloth): string {
  return roped(
    d`M-10 4C50 30 90 10 84-20S110-60 128-${cloth.chance.between(36, 60)}`,
    mix(cloth.pale, "#e58796", 0.35),
    cloth.rim,
    9,
  );
}

/** A thin one with a tuft. */
export function hair(cloth: Cloth): string {
  const lift = cloth.chance.between(-14, 14);
  return (
    roped(d`M-6 0C34 12 64-8 60 ${-40 + lift}`, cloth.body, cloth.rim, 10) +
    oval(60, lift - 54, 13, 22, fill(mix(cloth.shade, "#3b2418", 0.5)), 8)
  );
}

/** A camel's, with its tail behind them. */
export function humps(cloth: Cloth): string {
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

const roped = (data: string, colour: string, rim: string, width: number): string =>
  sewn(line(data, rim, width + 3) + line(data, colour, width));
