import type { Step } from "./steps.ts";

/**
 * Listens for the error of a request whose client hangs up, for as long as the request lives. Next puts another
 * stream's listeners in the place of the request's own once it has read a body, so that a listener from before is
 * gone; this one is added as the connection closes, before Node tells the request.
 */
export const surviveAbort: Step = (req, res, _arrival, next) => {
  const { socket } = req;
  const listen = () => void req.on("error", () => {});
  listen();
  socket.prependListener("close", listen);
  res.once("close", () => socket.off("close", listen));
  return next();
};
