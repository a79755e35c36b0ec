const fs = require("node:fs");
const path = require("node:path");

/** Two setups at once take turns. The holder touches the lock each second, so a killed one is noticed. */
async function withLock(lock, work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  let told = false;
  while (!take(lock)) {
    if (!told) process.stdout.write("Another setup runs in this folder; waiting for it …\n");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const beating = setInterval(() => fs.utimesSync(lock, new Date(), new Date()), 1000);
  try {
    await work();
  } finally {
    clearInterval(beating);
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock) {
  try {
    fs.mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw new Error(`${path.dirname(lock)} can't be written to.`);
  }
  const beat = fs.statSync(lock, { throwIfNoEntry: false });
  if (beat && Date.now() - beat.mtimeMs > 10_000) fs.rmSync(lock, { recursive: true, force: true });
  return false;
}

module.exports = { withLock };
