/** Where the pages about tags stand, on the apex and on every site. */
export const WHICH_TAG_PATH = "/which-tag";
export const RARITY_PATH = "/rarity";

/** Both, as they stand at the foot of a site. */
export const ABOUT_TAGS = [
  { label: "Which tag is it?", href: WHICH_TAG_PATH },
  { label: "Rare or common?", href: RARITY_PATH },
] as const;
