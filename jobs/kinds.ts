import { create } from "./create";
import type { AnyKind } from "./operation";
import { retire } from "./retire";
import { settle } from "./settle";

/** Every kind of operation, by the name under which it is ordered. */
export const kinds: Readonly<Record<string, AnyKind>> = { create, retire, settle };
