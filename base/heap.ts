/**
 * What a process tells Node of its memory: half of what the space for new objects would grow to. Figures stand in
 * docs/decisions/page-cache.md.
 */
export const HEAP = "--max-semi-space-size=32";
