import { printCertificate } from "@/server/life/certificate-print";
import { findShown } from "../shown";

interface Context {
  readonly params: Promise<{ id: string }>;
}

/** A certificate as the text that was signed, with its signature, for keeping. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const certificate = await findShown((await params).id);
  if (!certificate) return new Response("There is nothing here.\n", { status: 404 });
  return new Response(printCertificate(certificate), {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="certificate-${certificate.slug}.txt"`,
    },
  });
}
