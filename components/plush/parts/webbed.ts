import { d, fill, shape } from "../shapes";

/** A webbed foot on the ground, about x. */
export const foot = (x: number): string =>
  shape(
    d`M${x} 344C${x - 14} 346 ${x - 44} 352 ${x - 42} 366H${x + 44}C${x + 44} 352 ${x + 14} 344 ${x} 344z`,
    fill(BILL),
  );

/** The orange of bills and webbed feet. */
export const BILL = "#f2a23a";
