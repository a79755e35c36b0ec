import { localFileStore } from "./local";

// The victim of local.test.ts: puts files until it is killed and names each one that was confirmed.
const [folder = ""] = process.argv.slice(2);
const store = localFileStore(folder);
for (let round = 0; ; round += 1) {
  const key = `photos/${round % 50}.webp`;
  await store.put(key, Buffer.alloc(300_000, round % 256), { type: "image/webp" });
  process.stdout.write(`${key} ${round % 256}\n`);
}
