import PDFDocument from "pdfkit";
import { pdfPen } from "./pdf-pen";
import { INK, type Styles } from "./styles";
import { BASE, type SetText, type TextStyle, typesetter } from "./typesetting";

/** Points of a millimetre. */
export const MM = 72 / 25.4;

/** What a paper is printed on. */
export const PAPER_SIZES = ["A4", "LETTER"] as const;
export type PaperSize = (typeof PAPER_SIZES)[number];

const MEASURES: Readonly<Record<PaperSize, Measures>> = {
  A4: { width: 210 * MM, height: 297 * MM },
  LETTER: { width: 612, height: 792 },
};

/** Something that takes room on a page. */
export interface Block {
  readonly height: number;
  draw(x: number, y: number): void;
}

interface Measures {
  readonly width: number;
  readonly height: number;
}

/** A photograph for print, with its measures in pixels. */
export interface Photograph extends Measures {
  readonly jpeg: Buffer;
}

/** One that has its room on a page. */
export interface Picture extends Block, Measures {}

const MARGIN = { side: 18 * MM, top: 20 * MM, bottom: 22 * MM };

/** A document that grows downwards, page by page; a page is handed on as soon as it is full. */
export function openSheet(about: {
  readonly size: PaperSize;
  readonly title: string;
  readonly author: string;
  readonly styles: Styles;
  /** What the foot of each page says on the left. */
  readonly foot: string;
}) {
  const doc = new PDFDocument({
    size: about.size,
    margin: 0,
    // Its standard fonts have Latin letters alone and are files of their own.
    font: "",
    autoFirstPage: false,
    info: { Title: about.title, Author: about.author, Creator: "Swingtag" },
  });
  const type = typesetter(pdfPen(doc));
  const total = totalOf(doc);
  let pages = 0;
  let y = 0;

  const page = MEASURES[about.size];
  const body = {
    left: MARGIN.side,
    width: page.width - 2 * MARGIN.side,
    top: MARGIN.top,
    bottom: page.height - MARGIN.bottom,
  };

  function newPage(): void {
    doc.addPage({ size: about.size, margin: 0 });
    pages++;
    y = MARGIN.top;
    drawFoot();
  }

  function drawFoot(): void {
    const style = about.styles.foot;
    const { left, width, bottom } = body;
    const at = bottom + 8 * MM;
    rule(left, at - 2 * MM, width);
    type.draw(type.set(about.foot, style, width * 0.75, 1), { x: left, y: at, width });
    const words = type.set(`Page ${pages} of `, style, width);
    const end = left + width - ROOM_OF_TOTAL;
    const from = end - type.widthOf(`Page ${pages} of `, style);
    type.draw(words, { x: from, y: at, width });
    total.place(end, at + style.size * BASE);
  }

  function rule(x: number, at: number, width: number, colour: string = INK.line): void {
    doc
      .lineWidth(0.5)
      .moveTo(x, at)
      .lineTo(x + width, at)
      .stroke(colour);
  }

  /** Puts a block below the last one, on a new page where it has no room. @returns whether it began one */
  function put(block: Block, gap = 0): boolean {
    const { left, top, bottom } = body;
    const turns = y > top && y + gap + block.height > bottom;
    if (turns) newPage();
    if (y > top) y += gap;
    block.draw(left, y);
    y += block.height;
    return turns;
  }

  function text(words: string, style: TextStyle, width: number, most?: number): Block {
    return textBlock(type.set(words, style, width, most), width);
  }

  function textBlock(set: SetText, width: number, align?: "start" | "end"): Block {
    return { height: set.height, draw: (x, at) => type.draw(set, { x, y: at, width }, align) };
  }

  /** Text that ends at the right, as amounts do. */
  function atEnd(words: string, style: TextStyle, width: number): Block {
    return textBlock(type.set(words, style, width), width, "end");
  }

  function line(colour: string = INK.line, thickness = 0.5): Block {
    return {
      height: thickness,
      draw: (x, at) =>
        doc
          .lineWidth(thickness)
          .moveTo(x, at)
          .lineTo(x + body.width, at)
          .stroke(colour),
    };
  }

  /** A photograph as JPEG within these measures. */
  function picture(photo: Photograph, most: Measures): Picture {
    const scale = Math.min(most.width / photo.width, most.height / photo.height);
    const [width, height] = [photo.width * scale, photo.height * scale];
    return {
      width,
      height,
      draw: (x, at) => void doc.image(photo.jpeg, x, at, { width, height }),
    };
  }

  function end(): void {
    total.write(String(pages), about.styles.foot);
    doc.end();
  }

  return {
    text,
    atEnd,
    line,
    picture,
    put,
    newPage,
    end,
    body,
    /** How much is left on the page. */
    left: () => body.bottom - y,
    /** What is ready to be handed on. */
    *ready(): Generator<Uint8Array> {
      for (;;) {
        const chunk: Uint8Array | null = doc.read();
        if (chunk === null) return;
        yield chunk;
      }
    },
    /** The rest, once it has ended. */
    rest: (): AsyncIterable<Uint8Array> => doc,
  };
}

export type Sheet = ReturnType<typeof openSheet>;

/** Room for a space and five figures. */
const ROOM_OF_TOTAL = 7 * MM;

/**
 * The number of pages is known when the last one is done, and earlier ones are handed on by then: each of them names a
 * drawing that is written at the end.
 */
function totalOf(doc: PDFKit.PDFDocument) {
  const drawing = doc.ref({ Type: "XObject", Subtype: "Form", BBox: [0, -10, 60, 20] });
  return {
    /** @param base where its letters stand, from above as everything on a page */
    place(x: number, base: number): void {
      doc.page.xobjects.Total = drawing;
      doc.addContent(`q 1 0 0 -1 ${x.toFixed(2)} ${base.toFixed(2)} cm /Total Do Q`);
    },
    write(words: string, style: TextStyle): void {
      const [face] = style.faces;
      if (!face) return;
      doc.font(face.name);
      const font = Reflect.get(doc, "_font");
      const [encoded] = font.encode(words);
      Object.assign(drawing.data, { Resources: { Font: { [font.id]: font.ref() } } });
      drawing.end(
        Buffer.from(
          `BT /${font.id} ${style.size} Tf 0.42 0.41 0.39 rg <${encoded.join("")}> Tj ET`,
        ),
      );
    },
  };
}
