import type { Step } from "./first-steps";

/** What a step is called, and what it is good for. */
export interface Words {
  readonly title: string;
  readonly says: string;
  readonly link?: { readonly href: string; readonly label: string };
}

/** Each step in words. */
export const WORDS: Record<Step["key"], Words> = {
  bring: {
    title: "Bring what you have",
    says: "A spreadsheet or a list comes in at once; you see each row before.",
    link: { href: "/studio/import", label: "Import" },
  },
  confirm: {
    title: "Confirm your e-mail address",
    says: "It opens the site to everyone.",
  },
  skin: {
    title: "Choose a skin",
    says: "Eight to start from, seen on your own items.",
    link: { href: "/studio/skin", label: "Open skins" },
  },
  item: {
    title: "Add the first item",
    says: "A name is enough; the rest can come later.",
    link: { href: "/studio/items/new", label: "New item" },
  },
  photo: {
    title: "Add a photo",
    says: "Until then a plush is drawn from the animal and its colour.",
    link: { href: "/studio/items", label: "Choose an item" },
  },
  share: {
    title: "Invite somebody, or copy the address",
    says: "Editors add items, viewers see what is private.",
    link: { href: "/studio/members", label: "Invite" },
  },
};
