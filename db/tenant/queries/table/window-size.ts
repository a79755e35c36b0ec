/** How many rows are sent at a time. */
export const WINDOW = 100;
