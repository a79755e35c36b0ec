type Rect = readonly [x: number, y: number, width: number, height: number];

/** What a choice looks like, as rectangles of a field of 40 by 27. */
export const DRAWINGS: Readonly<Record<string, readonly Rect[]>> = {
  "density airy": [
    [4, 4, 12, 8],
    [24, 4, 12, 8],
    [4, 19, 12, 5],
    [24, 19, 12, 5],
  ],
  "density cosy": [
    [3, 3, 10, 8],
    [15, 3, 10, 8],
    [27, 3, 10, 8],
    [3, 14, 10, 8],
    [15, 14, 10, 8],
    [27, 14, 10, 8],
  ],
  "density compact": [3, 10, 17].flatMap((y) => [2, 9, 16, 23, 30].map((x): Rect => [x, y, 6, 6])),
  "shelf grid": [
    [3, 3, 10, 9],
    [15, 3, 10, 9],
    [27, 3, 10, 9],
    [3, 15, 10, 9],
    [15, 15, 10, 9],
    [27, 15, 10, 9],
  ],
  "shelf shelves": [
    [6, 3, 7, 7],
    [17, 3, 7, 7],
    [28, 3, 7, 7],
    [2, 10, 36, 2.5],
    [6, 15, 7, 7],
    [17, 15, 7, 7],
    [2, 22, 36, 2.5],
  ],
  "shelf table": [4, 10, 16, 22].flatMap((y): Rect[] => [
    [3, y, 4, 2.5],
    [10, y, 14, 2.5],
    [28, y, 9, 2.5],
  ]),
  "header left": [
    [3, 4, 16, 4],
    [30, 5, 7, 2],
    [3, 13, 34, 1],
  ],
  "header centred": [
    [11, 4, 18, 4],
    [14, 11, 12, 2],
  ],
  "header banner": [[2, 3, 36, 12]],
  "header masthead": [
    [3, 3, 34, 1],
    [6, 7, 28, 5],
    [3, 15, 34, 1],
  ],
  "header bar": [[2, 3, 36, 4]],
  "header side": [[2, 2, 10, 23]],
};
