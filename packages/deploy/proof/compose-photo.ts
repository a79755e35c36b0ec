import { jpegFromAPhone } from "@/server/photos/testing-photos";
import { atBoth } from "./compose-asked";
import { addItem } from "./compose-furnished";
import type { Trial } from "./compose-restart";

/** Sends a photograph and finds it at both replicas. */
export async function sendPhoto(
  { visitor, actions, ...trial }: Trial,
  host: string,
): Promise<void> {
  const item = await addItem({ visitor, actions }, host, "A bear with a photo");
  const form = new FormData();
  form.append("item", item);
  form.append("file", new Blob([new Uint8Array(await jpegFromAPhone())]), "bear.jpg");
  const encoded = new Response(form);
  const sent = await visitor.ask({
    host,
    path: "/studio/photos",
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    body: Buffer.from(await encoded.arrayBuffer()),
  });
  const key = /photos\/[0-9a-f-]+/.exec(sent.body)?.[0];
  if (!key) throw new Error(`The photo was answered ${sent.status}: ${sent.body.slice(0, 300)}`);
  await atBoth(trial, host, `/${key}/shelf.webp`, () => {});
}
