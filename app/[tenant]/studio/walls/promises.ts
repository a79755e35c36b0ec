/** What is promised, and what is not. */
export const PROMISES = [
  { when: "our code forgets to ask for your site alone", pool: true, own: true, stack: true },
  {
    when: "another site’s owner guesses your ids and addresses",
    pool: true,
    own: true,
    stack: true,
  },
  {
    when: "an attacker gets to run queries of their own in another site",
    pool: false,
    own: true,
    stack: true,
  },
  {
    when: "another site uses up the database server and its processes",
    pool: false,
    own: false,
    stack: true,
  },
  { when: "somebody is signed in as you", pool: false, own: false, stack: false },
  {
    when: "somebody takes over the server, its memory or its backups",
    pool: false,
    own: false,
    stack: false,
  },
] as const;
