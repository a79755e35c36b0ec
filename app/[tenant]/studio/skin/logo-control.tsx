"use client";

import { useId, useState } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import { sendFile } from "@/components/studio/photos/send-file";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { type Skin, SkinSchema } from "@/themes/skin";

type Logo = NonNullable<Skin["logo"]>;

/** The site's logo: uploaded at once, worn once the skin is published. */
export function LogoControl(props: {
  readonly logo: Logo | null;
  readonly siteName: string;
  readonly onChange: (logo: Logo | null, hand: string) => void;
}) {
  const { logo, onChange } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const id = useId();

  const take = async (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    setProblem(null);
    const sent = await sendFile("/studio/logo", file, {}, () => {});
    setSending(false);
    if (!sent.ok) return setProblem(sent.message);
    const read = SkinSchema.shape.logo.safeParse(withAlt(sent.data, props.siteName));
    if (read.success) onChange(read.data, "logo");
    else setProblem("The upload was incomplete. Choose the file again.");
  };

  return (
    <div className="skin-logo">
      {logo && (
        <img
          src={photoAddress(logo.key, "shelf")}
          alt={logo.alt}
          width={logo.width}
          height={logo.height}
        />
      )}
      <div className="ui-row">
        <label className="ui-button ui-button-plain ui-small skin-file" htmlFor={id}>
          {sending ? "Uploading…" : logo ? "Choose another" : "Upload a logo"}
          <input
            id={id}
            type="file"
            accept="image/png,image/webp,image/jpeg,image/avif"
            disabled={sending}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </label>
        {logo && (
          <Button small look="quiet" onClick={() => onChange(null, "logo")}>
            Take it off
          </Button>
        )}
      </div>
      <p className={problem ? "ui-error" : "ui-hint"} role="status">
        {problem ?? "PNG or WebP with a transparent ground sits best on both schemes."}
      </p>
      {logo && (
        <TextField
          label="What the logo shows"
          value={logo.alt}
          longest={120}
          onChange={(event) => onChange({ ...logo, alt: event.target.value }, "logo alt")}
        />
      )}
    </div>
  );
}

function withAlt(data: unknown, siteName: string): unknown {
  return typeof data === "object" && data !== null ? { ...data, alt: `${siteName} logo` } : data;
}
