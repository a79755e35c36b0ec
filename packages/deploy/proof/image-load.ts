/**
 * Asks as a load balancer does, on connections that it keeps, until /readyz says no; what is under way then is waited
 * for. Prints `loaded` once it is, and how many were asked and how many in vain at the end.
 */
export const LOAD = `(async (origin) => {
  const http = require("node:http");
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  const ask = (path) => new Promise((resolve) => {
    http.get(origin + path, { agent, headers: { host: "localhost" } }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode));
    }).once("error", () => resolve(0));
  });
  let asked = 0, failed = 0, serving = true;
  const lane = async () => {
    while (serving) {
      asked++;
      if ((await ask("/robots.txt")) !== 200) failed++;
    }
  };
  const lanes = Array.from({ length: 12 }, lane);
  let told = false;
  while (serving) {
    if (asked > 100 && !told) { console.log("loaded"); told = true; }
    if ((await ask("/readyz")) !== 200) serving = false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await Promise.all(lanes);
  console.log(asked + " " + failed);
  process.exit(0);
})`;
