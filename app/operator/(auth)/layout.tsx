import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/operator/frame";

/** The pages before an operator is signed in. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <ConsoleFrame nav={null} email={null}>
      <div className="op-auth">{children}</div>
    </ConsoleFrame>
  );
}
