"use client";

import { Button } from "@/components/ui/button";
import type { Upload, Uploads } from "./use-uploads";

/** The photos on their way, each with its progress, or with what is wrong and a way to try again. */
export function UploadList({ uploads, retry, dismiss }: Uploads) {
  const failed = uploads.filter((upload) => upload.problem !== null);
  return (
    <>
      {uploads.length > 3 && (
        <p className="st-sub st-num" role="status">
          {uploads.length - failed.length} to go
          {failed.length > 0 && `, ${failed.length} failed`}
        </p>
      )}
      {failed.length > 1 && (
        <Button
          small
          onClick={() => {
            for (const { id } of failed) retry(id);
          }}
        >
          Try all {failed.length} again
        </Button>
      )}
      <ul className="photo-uploads" aria-label="Photos on their way">
        {uploads.map((upload) => (
          <UploadRow
            key={upload.id}
            upload={upload}
            onRetry={() => retry(upload.id)}
            onDismiss={() => dismiss(upload.id)}
          />
        ))}
      </ul>
    </>
  );
}

function UploadRow(props: {
  readonly upload: Upload;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}) {
  const { name, problem, part } = props.upload;
  if (problem)
    return (
      <li className="photo-upload" data-problem>
        <span className="photo-file">{name}</span>
        <span className="ui-error" role="alert">
          {problem}
        </span>
        <Button small onClick={props.onRetry} aria-label={`Try ${name} again`}>
          Try again
        </Button>
        <Button small look="quiet" onClick={props.onDismiss} aria-label={`Dismiss ${name}`}>
          Dismiss
        </Button>
      </li>
    );
  const percent = part === null ? null : Math.round(part * 100);
  return (
    <li className="photo-upload">
      <span className="photo-file">{name}</span>
      <progress max={100} value={percent ?? 0} aria-label={`Upload of ${name}`} />
      <span className="st-sub st-num">
        {percent === null ? "Waiting" : percent < 100 ? `${percent} %` : "Preparing"}
      </span>
    </li>
  );
}
