import { useSyncExternalStore } from "react";

/** Whether React has taken over the page, so that what is pressed is heard. What needs it waits, disabled, until then. */
export function useReady(): boolean {
  return useSyncExternalStore(subscribeToNothing, inBrowser, onServer);
}

const subscribeToNothing = () => () => {};
const inBrowser = () => true;
const onServer = () => false;
