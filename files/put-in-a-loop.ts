import { localFileStore } from "./local";

// The process that local.test.ts kills. It stores files until then, and prints each that was confirmed.
const [folder = ""] = process.argv.slice(2);
const store = localFileStore(folder);
for (let round = 0; ; round += 1) {
  const key = `photos/${round % 50}.webp`;
  await store.put(key, Buffer.alloc(300_000, round % 256), { type: "image/webp" });
  process.stdout.write(`${key} ${round % 256}\n`);
}
