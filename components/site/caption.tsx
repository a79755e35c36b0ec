import type { Skin } from "@/themes/skin";
import { Entry, Prompt } from "./caption-entries";
import { MuseumLabel, Plate, Poster } from "./caption-prints";
import { Cuddle, HeartTag, PaperTag } from "./caption-tags";
import type { ShelfItem } from "./model";
import type { YearSpan } from "./years";

export interface CaptionProps {
  readonly skin: Skin;
  readonly item: ShelfItem;
  readonly span: YearSpan | null;
}

/** The caption under (or on) an item's picture. Each detail style has its own form of caption. */
export function Caption(props: CaptionProps) {
  switch (props.skin.detail) {
    case "label":
      return <MuseumLabel {...props} />;
    case "prompt":
      return <Prompt {...props} />;
    case "tag":
      return <PaperTag {...props} />;
    case "soft":
      return <Cuddle {...props} />;
    case "plate":
      return <Plate {...props} />;
    case "ledger":
      return <Entry {...props} />;
    case "poster":
      return <Poster {...props} />;
    case "star":
      return <HeartTag {...props} />;
  }
}
