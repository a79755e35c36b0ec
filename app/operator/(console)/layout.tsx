import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/operator/frame";
import { Toasts } from "@/components/ui/toast";
import { operatorVisit } from "@/server/operator/visit";
import { ConsoleNav } from "./console-nav";

/**
 * The rooms of the console. Each page checks the operator again, because Next does not run a layout with every
 * page.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { email } = await operatorVisit();
  return (
    <ConsoleFrame nav={<ConsoleNav />} email={email}>
      <Toasts>{children}</Toasts>
    </ConsoleFrame>
  );
}
