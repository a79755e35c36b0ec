import { connect } from "node:net";
import { PICTURES } from "@/server/outside/testing-pictures";
import { intakeOver } from "./intake";
import { perform } from "./operation";

/**
 * Performs one order of photos as a worker would, in a process that a test can kill. The operation and the port of the
 * test's pictures are its arguments; every name of `.example` leads there.
 */
const [operation = "", port = ""] = process.argv.slice(2);
const network = {
  resolve: async (name: string) =>
    name.endsWith(".example") ? [{ address: PICTURES, family: 4 }] : [],
  dial: () => connect({ host: "127.0.0.1", port: Number(port) }),
};
await perform(operation, { intake: intakeOver(network) }, new AbortController().signal);
process.exit(0);
