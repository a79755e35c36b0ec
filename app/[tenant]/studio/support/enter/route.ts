import { signInScope } from "@/server/access";
import { seeOther } from "@/server/auth/mailed-link";
import { enterAsSupport } from "@/server/support";

/** Where the operators' console hands over: the one-time token becomes a session that looks. */
export async function GET(request: Request): Promise<Response> {
  const scope = await signInScope("support hand-over");
  const token = new URL(request.url).searchParams.get("token") ?? "";
  return seeOther(scope && (await enterAsSupport(scope, token)) ? "/studio" : "/sign-in/again");
}
