// The first file that runs, on any Node. It is written for the oldest, so that `npm run demo` can say that a
// Node is too old instead of failing to parse.
var major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  process.stderr.write(
    "Swingtag needs Node 20 or newer, and this is Node " +
      process.versions.node +
      ". Install a current one from https://nodejs.org and run the command again.\n",
  );
  process.exit(1);
}

require("./install.cjs");
