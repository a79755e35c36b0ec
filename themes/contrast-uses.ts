import type { ColourRole, Skin } from "./skin";

/** One pair of colours as the stylesheet puts them together. */
export interface Use {
  readonly foreground: ColourRole;
  readonly background: ColourRole;
  readonly where: string;
  readonly needs: 4.5 | 3;
  readonly moves: ColourRole;
}

/** Every pair that a skin puts together. */
// The public stylesheet (components/site/*.css) keeps to this list: a pair added there is added here.
export function usesOf(skin: Skin): Use[] {
  const uses: Use[] = [
    text("ink", "paper", "text on the page"),
    text("soft", "paper", "small print on the page"),
    text("ink", "card", "names on cards and text in fields"),
    text("soft", "card", "captions on cards"),
    text("onAccent", "accent", skin.header === "banner" ? "the banner and buttons" : "buttons"),
  ];
  const onPage = accentOnPage(skin);
  if (onPage) uses.push({ ...text("accent", "paper", onPage.where), needs: onPage.needs });
  const onCards = accentOnCards(skin);
  if (onCards) uses.push({ ...text("accent", "card", onCards.where), needs: onCards.needs });
  if (skin.shelf === "table") {
    uses.push({ ...text("paper", "ink", "the selected row, in reverse"), moves: "ink" });
  }
  if (skin.shelf === "shelves") {
    uses.push({ ...text("ink", "line", "names on the boards"), moves: "line" });
  }
  return uses;
}

function accentOnPage({ detail, header }: Skin): Pick<Use, "where" | "needs"> | null {
  if (detail === "label") return { where: "numbers under each picture", needs: 4.5 };
  if (detail === "prompt") return { where: "the prompt", needs: 4.5 };
  if (detail === "plate") return { where: "plate numbers on the page", needs: 4.5 };
  if (header === "banner") return null;
  return { where: "the mark at the page you are on", needs: 3 };
}

function accentOnCards({ detail }: Skin): Pick<Use, "where" | "needs"> | null {
  switch (detail) {
    case "label":
      return { where: "numbers on cards", needs: 4.5 };
    case "prompt":
      return { where: "marks in the list", needs: 4.5 };
    case "tag":
      return { where: "the stamp on paper tags", needs: 4.5 };
    case "plate":
      return { where: "plate numbers", needs: 4.5 };
    case "ledger":
      return { where: "style numbers", needs: 4.5 };
    case "star":
      return { where: "the star", needs: 3 };
    case "soft":
    case "poster":
      return null;
  }
}

function text(foreground: ColourRole, background: ColourRole, where: string): Use {
  return { foreground, background, where, needs: 4.5, moves: foreground };
}
