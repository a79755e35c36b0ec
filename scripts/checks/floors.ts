import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The oldest version of each package without a known hole; audits are not offered by every registry. */
const FLOORS: Readonly<Record<string, string>> = {
  next: "16.3.3",
  react: "19.2.8",
  "react-dom": "19.2.8",
  "next-auth": "4.24.15",
  "drizzle-orm": "0.45.2",
  sharp: "0.35.4",
};

/** Every copy of a package in the lock, nested ones included, stands on or above its floor. */
export async function checkFloors(root: string): Promise<string[]> {
  const lock: { packages: Record<string, { version?: string }> } = JSON.parse(
    await readFile(join(root, "package-lock.json"), "utf8"),
  );
  return belowFloors(lock.packages, FLOORS);
}

export function belowFloors(
  packages: Readonly<Record<string, { version?: string }>>,
  floors: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const copies = Object.entries(packages).filter(([path]) =>
      path.endsWith(`node_modules/${name}`),
    );
    if (copies.length === 0) return [`${name} is not in package-lock.json; remove its floor`];
    return copies
      .filter(([, { version = "" }]) => isBelow(version, floor))
      .map(([path, { version }]) => `${path} is ${version}, below ${floor}`);
  });
}

/** Compares x.y.z by numbers; a pre-release stands below its release. */
function isBelow(version: string, floor: string): boolean {
  const [release = "", pre] = version.split("-");
  const have = release.split(".").map(Number);
  const want = floor.split(".").map(Number);
  for (let index = 0; index < 3; index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (Number.isNaN(difference)) return true;
    if (difference !== 0) return difference < 0;
  }
  return pre !== undefined;
}
