import { describe, expect, test } from "vitest";
import { podsMadeBy } from "@/packages/deploy/targets/kubernetes/testing-documents";
import { stackDocuments } from "./kubernetes-documents";
import { ground, ours } from "./testing-orders";

describe("a stack's pods", () => {
  const { ground: base, setup, processes } = stackDocuments(ours, ground);
  const pods = podsMadeBy([...base, setup, ...processes]);

  test("run as nobody in particular, without a token", () => {
    expect(pods.size).toBe(4);
    for (const [name, pod] of pods) {
      expect(pod.securityContext.runAsUser, name).toBeGreaterThan(0);
      expect(pod.automountServiceAccountToken, name).toBe(false);
      for (const one of pod.containers)
        expect(one.securityContext, name).toMatchObject({ readOnlyRootFilesystem: true });
    }
  });

  test("know the administrator's password where they need it alone, and none of it stands in the open", () => {
    expect(JSON.stringify(pods.get("Deployment web"))).not.toContain('"database"');
    for (const name of ["Deployment worker", "StatefulSet postgres"])
      expect(JSON.stringify(pods.get(name))).toContain('"database"');
    const open = [...base, setup, ...processes].filter(({ kind }) => kind !== "Secret");
    expect(JSON.stringify(open)).not.toContain(ours.databasePassword);
    expect(JSON.stringify(open)).not.toContain(ours.settings.SECRET);
  });
});
