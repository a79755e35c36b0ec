"use client";

import { useState } from "react";
import { CertificatePaper } from "@/components/www/certificate";
import { useSent } from "../use-sent";
import { checkCertificate } from "./actions";

/** Takes a certificate as text and shows what it says and whether the signature holds. */
export function CheckForm() {
  const { state, pending, form } = useSent(checkCertificate, { typed: "", outcome: null });
  const [text, setText] = useState(state.typed);
  const refused = state.outcome && !state.outcome.ok ? state.outcome.message : null;
  const problem = text === state.typed ? refused : null;
  return (
    <>
      <form {...form} className="certificate-paste">
        <label htmlFor="certificate">Certificate</label>
        <textarea
          id="certificate"
          name="text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby="certificate-says"
        />
        <p id="certificate-says" role="alert" className="says" data-tone="wrong">
          {problem}
        </p>
        <button type="submit" className="primary" aria-disabled={pending}>
          Check the signature
        </button>
      </form>
      <div aria-live="polite">
        {state.outcome?.ok && text === state.typed && <CertificatePaper {...state.outcome.data} />}
      </div>
    </>
  );
}
