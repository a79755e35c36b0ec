/** One house with many rooms; one of them is lit. */
export function SharedDrawing() {
  const rooms = Array.from({ length: 10 }, (_, at) => ({
    x: 24 + (at % 5) * 33,
    y: 24 + Math.floor(at / 5) * 34,
    isOurs: at === 6,
  }));
  return (
    <svg className="place-drawing" viewBox="0 0 204 104" aria-hidden="true">
      <rect className="place-wall" x="14" y="14" width="175" height="76" rx="6" />
      {rooms.map(({ x, y, isOurs }) => (
        <rect
          key={`${x} ${y}`}
          className={isOurs ? "place-ours" : "place-room"}
          x={x}
          y={y}
          width="23"
          height="22"
          rx="3"
        />
      ))}
    </svg>
  );
}

/** Grounds of its own: a front, a workshop, a cellar and a store, with a fence around them. */
export function StackDrawing() {
  const houses = [
    { x: 28, y: 34, width: 40, height: 56 },
    { x: 76, y: 50, width: 32, height: 40 },
    { x: 116, y: 42, width: 26, height: 48 },
    { x: 150, y: 58, width: 26, height: 32 },
  ];
  return (
    <svg className="place-drawing" viewBox="0 0 204 104" aria-hidden="true">
      <rect className="place-wall" x="14" y="14" width="175" height="76" rx="6" />
      {houses.map(({ x, y, width, height }) => (
        <rect key={x} className="place-ours" x={x} y={y} width={width} height={height - 8} rx="3" />
      ))}
    </svg>
  );
}

/** A house of its own, apart from the one that others share. */
export function OwnDrawing() {
  const rooms = [0, 1, 2, 3].map((at) => ({ x: 24 + (at % 2) * 33, y: 24 + (at >> 1) * 34 }));
  return (
    <svg className="place-drawing" viewBox="0 0 204 104" aria-hidden="true">
      <rect className="place-wall place-theirs" x="14" y="14" width="76" height="76" rx="6" />
      {rooms.map(({ x, y }) => (
        <rect key={`${x} ${y}`} className="place-room" x={x} y={y} width="23" height="22" rx="3" />
      ))}
      <rect className="place-wall" x="121" y="24" width="68" height="66" rx="6" />
      <rect className="place-ours" x="131" y="34" width="48" height="46" rx="3" />
    </svg>
  );
}
