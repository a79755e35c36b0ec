import { cookies } from "next/headers";
import { dayIn } from "@/db/tenant/loan";
import { ZONE_COOKIE } from "./zone-cookie";

/** The zone of whoever asks, such as `Europe/Zurich`, as their browser said it; until it has, or if there is none such, UTC. */
export async function zoneHere(): Promise<string> {
  const said = (await cookies()).get(ZONE_COOKIE)?.value ?? "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: decodeURIComponent(said) }).resolvedOptions()
      .timeZone;
  } catch {
    return "UTC";
  }
}

/** The day that it is where whoever asks lives, as YYYY-MM-DD. */
export async function today(): Promise<string> {
  return dayIn(await zoneHere(), new Date());
}

/** Says moments by their day, such as `22 November 2026`, as it was where whoever asks lives. */
export async function daysHere(): Promise<Intl.DateTimeFormat> {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: await zoneHere() });
}
