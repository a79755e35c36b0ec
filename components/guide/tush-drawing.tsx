import { HEART, type Looks } from "./swing-drawing";

/** A tush tag in its seam. Its cloth is white, its print black and its heart red in every skin, because they are asked for. */
export function TushDrawing({ looks }: { readonly looks: Looks }) {
  const { kind = "printed", heart, name } = looks;
  return (
    <>
      {kind === "two" ? (
        <>
          <Cloth x={36} />
          <Cloth x={106} />
        </>
      ) : (
        <Cloth x={64}>
          {kind === "embroidered" ? (
            <path className="tush-thread" d="M80 92H120M80 108H120M86 124H114" />
          ) : (
            <>
              {heart === "red" && (
                <path d={HEART} fill="#cc3a36" transform="translate(79 62) scale(.21)" />
              )}
              {name === "printed" && (
                <path
                  className="tush-name"
                  d="M76 122C80 108 86 108 84 120C90 108 96 110 94 120C100 110 106 110 104 120C112 108 118 110 124 118"
                />
              )}
              <path
                className="tush-print"
                d={
                  name === "printed"
                    ? "M80 138H120M86 148H114"
                    : "M78 114H122M78 126H122M84 138H116"
                }
              />
              {heart === "none" && <path className="tush-print" d="M78 90H122M78 102H122" />}
            </>
          )}
        </Cloth>
      )}
      <path className="tush-plush" d="M2 4C22 42 58 60 100 60C142 60 178 42 198 4" />
      <path className="tush-seam" d="M16 10C36 38 66 50 100 50C134 50 164 38 184 10" />
    </>
  );
}

function Cloth({ x, children }: { readonly x: number; readonly children?: React.ReactNode }) {
  return (
    <>
      <path className="tush-cloth" d={`M${x} 34H${x + 72}L${x + 70} 172H${x + 2}Z`} />
      {children ?? (
        <path
          className="tush-print"
          d={`M${x + 12} 92H${x + 58}M${x + 12} 106H${x + 58}M${x + 12} 120H${x + 58}M${x + 18} 134H${x + 52}`}
        />
      )}
    </>
  );
}
