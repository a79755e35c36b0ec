import type { PaperFace } from "./faces";
import type { Pen } from "./pen";

/** Letters that one font has; without a face, one that none has. */
export interface FaceRun {
  readonly face: string | null;
  readonly text: string;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What is not seen: joiners and which form a sign has. */
const UNSEEN = /[\u200b-\u200d]|\p{Variation_Selector}/gu;

/** Signs of no script stay with what stands before them, so that fewer runs are set. */
const OF_NO_SCRIPT = /^[\p{P}\p{Zs}\p{Nd}]+$/u;

const PLAIN = /^[ -~\u00a0-\u00ff·–—“”‘’€]+$/u;

/** Parts a text by the fonts that have its letters. */
export function faceRuns(pen: Pen, text: string, faces: readonly PaperFace[]): FaceRun[] {
  // Most texts, which need no look at each letter.
  const first = PLAIN.test(text) && faces.find((face) => has(pen, face, text));
  if (first) return [{ face: first.name, text }];
  const inOrder = forHan(pen, text, faces);
  const runs: { face: string | null; text: string }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const last = runs.at(-1);
    const former = faces.find(({ name }) => name === last?.face);
    const stays = former && OF_NO_SCRIPT.test(segment) && has(pen, former, segment);
    const face = stays ? former : inOrder.find((one) => has(pen, one, segment));
    const name = face?.name ?? null;
    // A joined sign such as a family of emoji is one box.
    if (last && name !== null && last.face === name) last.text += segment;
    else runs.push({ face: name, text: segment });
  }
  return runs;
}

/** Chinese and Japanese write the same sign in manners of their own, so one text takes them from one font if it can. */
function forHan(pen: Pen, text: string, faces: readonly PaperFace[]): readonly PaperFace[] {
  const signs = text.match(/\p{Script=Han}/gu);
  if (!signs) return faces;
  const isJapanese = /[\u3040-\u30ff]/u.test(text);
  const han = faces.filter((face) => face.han);
  const best =
    (isJapanese && han.find(({ name }) => name.startsWith("kosugi"))) ||
    han.find((face) => signs.every((sign) => has(pen, face, sign)));
  return best ? [...faces.filter((face) => !face.han), best, ...han] : faces;
}

function has(pen: Pen, face: PaperFace, cluster: string): boolean {
  if (face.holds && !face.holds.test(cluster)) return false;
  const seen = cluster.replace(UNSEEN, "");
  const knows = pen.lettersOf(face);
  return [...seen].every((letter) => knows(letter.codePointAt(0) ?? 0));
}
