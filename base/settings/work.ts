import { z } from "zod";
import { commaList, wholeNumber } from "./shapes.ts";

/** Who does the work that outlives a request, and what it may use. */
export const workSettings = {
  SPARES: {
    schema: wholeNumber(0, 100).default(2),
    says: "How many own databases stand ready before anyone asks for one.",
  },
  WORKER: {
    schema: z.enum(["apart", "inside"]).default("apart"),
    says: "`inside` runs the jobs in the web process, as the demo does; `apart` leaves them to `npm run worker`, which alone needs an administrator in DATABASE_URL.",
  },
  OPERATORS: {
    schema: commaList.transform((list) => list.map((entry) => entry.toLowerCase())),
    says: "E-mail addresses of the people who may sign in on operator.BASE_DOMAIN, comma-separated. The demo lets operator@swingtag.example in.",
  },
  BACKUPS: {
    schema: z.string().min(1).default(".data/backups"),
    says: "Where backups go: a folder, or s3://bucket/prefix with the credentials where AWS tools look for them.",
  },
  STACKS: {
    schema: z
      .string()
      .refine((text) => text === "none" || text === "processes" || URL.canParse(text), {
        error: "takes none, processes or an address such as compose:///var/run/docker.sock",
      })
      .default("none"),
    says: "What makes stacks for sites that shall have one of their own: `none`; `processes` of this machine, for development; or a ground's address such as compose:///var/run/docker.sock?network=swingtag, kubernetes:// or cloudformation://eu-central-1?template=… with image=NAME:TAG among its parameters. Only the worker and the command line read it.",
  },
  STACK: {
    schema: z
      .string()
      .regex(/^s\d{8}$/, "takes s and eight digits")
      .optional(),
    says: "The name of the stack that this process belongs to. The platform sets it: the process then answers only what the platform passes on, and serves one site.",
  },
  SIGN_IN_KEY: {
    schema: z.string().min(32, "needs at least 32 characters").optional(),
    says: "The key of sign-in links of a stack's one site. The platform sets it, so that links from before a move still count.",
  },
} as const;
