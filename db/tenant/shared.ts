/** How many letters a share's name may have. */
export const LONGEST_SHARE_NAME = 120;

/** What a share shows of an item, in words, as it was when its link was made. */
export interface SharedItem {
  readonly name: string;
  readonly lines: readonly string[];
  readonly copies: readonly SharedCopy[];
  readonly photos: readonly SharedPhoto[];
}

export interface SharedCopy {
  readonly lines: readonly string[];
  /** What it is worth, by what; null where no values are shared or it has none. */
  readonly worth: { readonly amount: string; readonly rule: string } | null;
}

export interface SharedPhoto {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** How many items a link can show, and how many links a site may have that open. */
export const MOST_SHARED = 2000;
export const MOST_SHARES = 100;

/** How many items stand on a page of it. */
export const SHARED_PAGE = 60;
