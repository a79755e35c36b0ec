/** Says by which zone this browser's clock goes, such as `Europe/Zurich`. */
export const ZONE_COOKIE = "__Host-swingtag-zone";
