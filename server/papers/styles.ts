import { familiesOf } from "@/themes/pairings";
import type { Skin } from "@/themes/skin";
import { facesOf, headFaces } from "./faces";
import type { TextStyle } from "./typesetting";

export const INK = { full: "#1c1b19", soft: "#6b6862", line: "#d8d4cc" } as const;

/** How the parts of a paper are set. The site's name and titles stand in its own face where a PDF can hold it. */
export function stylesOf(skin: Pick<Skin, "type">) {
  const [regular, bold] = [facesOf("regular"), facesOf("bold")];
  const head = [...headFaces(familiesOf(skin.type).display), ...bold];
  const style = (
    faces: TextStyle["faces"],
    size: number,
    colour: string = INK.full,
  ): TextStyle => ({
    faces,
    size,
    colour,
  });
  return {
    site: style(head, 30),
    title: style(head, 21),
    heading: style(head, 14),
    figure: style(head, 17),
    name: style(bold, 11),
    strong: style(bold, 8.5),
    text: style(regular, 8.5),
    soft: style(regular, 8.5, INK.soft),
    lead: style(regular, 11),
    small: style(regular, 7.5, INK.soft),
    foot: style(regular, 7.5, INK.soft),
  };
}

export type Styles = ReturnType<typeof stylesOf>;
