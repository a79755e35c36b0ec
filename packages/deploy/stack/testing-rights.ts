import { z } from "zod";
import { readDeployment } from "@/packages/deploy/settings";
import { accessDocuments } from "@/packages/deploy/targets/kubernetes/access";
import { place } from "@/packages/deploy/targets/kubernetes/documents";
import { STACK_NAMESPACES } from "@/packages/deploy/targets/kubernetes/fence";
import { wholeDeployment } from "@/packages/deploy/testing";

/** What the emitted role and the emitted fence let the worker do, so that a driver that needs more fails here. */
export function rightsOfTheWorker(): (method: string, path: string) => boolean {
  const documents = accessDocuments(place(readDeployment({ ...wholeDeployment, stacks: true })));
  const { rules } = z
    .object({
      rules: z.array(
        z.object({
          apiGroups: z.array(z.string()),
          resources: z.array(z.string()),
          verbs: z.array(z.string()),
        }),
      ),
    })
    .parse(documents.find(({ kind }) => kind === "ClusterRole"));
  return (method, path) => {
    const [, group = "", namespace, resource = "namespaces", name] =
      /^\/(?:api\/v1|apis\/([^/]+)\/v1)(?:\/namespaces\/([^/]+))?(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
        path,
      ) ?? [];
    const listed = namespace === undefined && name === undefined;
    const verbs = {
      PATCH: ["patch", "create"],
      DELETE: ["delete"],
      GET: [listed ? "list" : "get"],
    }[method] ?? ["?"];
    const allowed = verbs.every((verb) =>
      rules.some(
        (rule) =>
          rule.apiGroups.includes(group) &&
          rule.resources.includes(resource) &&
          rule.verbs.includes(verb),
      ),
    );
    return allowed && (method === "GET" || (namespace ?? "").startsWith(STACK_NAMESPACES));
  };
}
