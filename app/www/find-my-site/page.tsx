import type { Metadata } from "next";
import { Frame } from "@/components/www/frame";
import { outboxHref } from "../demo";
import { FindForm } from "./find-form";

export const metadata: Metadata = {
  title: "Find my site",
  description: "Forgot the address of your site? It comes by mail.",
};

/** For owners who remember their e-mail address but not that of their site. */
export default function FindMySitePage() {
  return (
    <Frame plain outboxHref={outboxHref()}>
      <h1>Find my site</h1>
      <p>
        Each site has an address and a sign-in of its own. If you forgot the address, write your
        e-mail here and it comes by mail. This page says the same to everyone, so that nobody learns
        from it who has a site.
      </p>
      <FindForm />
    </Frame>
  );
}
