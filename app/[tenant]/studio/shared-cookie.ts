/** Says that this browser has copied the site's address; a step of the first page is then done. */
export const SHARED_COOKIE = "__Host-swingtag-shared";
