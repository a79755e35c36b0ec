import { type Argument, type Expression, type Node, parseSync } from "oxc-parser";

/** One thing that a file takes from elsewhere, however it is spelled. */
export interface Import {
  /** What stands in quotes, or null where it is worked out while running. */
  readonly specifier: string | null;
  /** The names that are taken; `all` for a namespace, `import()` and whatever else takes the whole. */
  readonly names: readonly string[] | "all";
  /** Of these, the ones that the file does more with than to call them: exports, stores, passes them. */
  readonly passedOn: readonly string[] | "all";
  /** As what values are exported again, so that whoever imports this file gets them; null where they are not. */
  readonly handedOn: string | "all" | null;
  readonly line: number;
}

/**
 * Every import of a file: value and type imports, exports from elsewhere, `import()`, `import("…")` in types,
 * `import x = require()`, `require`, `import.meta.glob`, and what vitest mocks. A `require` that is not called by
 * that name, and a `getBuiltinModule`, count as imports that are worked out while running.
 * @param path tells the language by its ending
 * @throws Error saying what can't be read
 */
export function importsOf(path: string, text: string): Import[] {
  const { module, program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`It can't be read: ${errors[0].message}`);
  const found: Import[] = [];
  const add = (
    at: number,
    specifier: string | null,
    names: Import["names"] = "all",
    { passedOn = names, handedOn = null }: Partial<Pick<Import, "passedOn" | "handedOn">> = {},
  ) =>
    found.push({
      specifier,
      names,
      passedOn,
      handedOn,
      line: text.slice(0, at).split("\n").length,
    });
  const all = [...nodesIn(program)];
  const uses = usesIn(all);

  for (const { start, moduleRequest, entries } of module.staticImports)
    add(start, moduleRequest.value, namesOf(entries), {
      passedOn: namesOf(entries.filter(({ localName }) => uses.has(localName.value))),
    });
  for (const { start, entries } of module.staticExports)
    for (const entry of entries)
      if (entry.moduleRequest)
        add(start, entry.moduleRequest.value, namesOf([entry]), {
          handedOn: entry.isType ? null : (entry.exportName.name ?? "all"),
        });
  for (const [reference, , specifier = ""] of text.matchAll(REFERENCE))
    add(text.indexOf(reference), specifier);
  for (const [pragma] of text.matchAll(PRAGMA)) add(text.indexOf(pragma), null);
  for (const node of all) for (const loaded of loadedBy(node, text)) add(node.start, loaded);
  for (const at of uses.get("require") ?? []) add(at, null);
  return found;
}

const REFERENCE =
  /^\s*\/\/\/\s*<reference\s+(?:\w+="\w*"\s+)*(path|types)\s*=\s*["']([^"']+)["']/gm;

/** What a file's import and export statements and its `import("…")` name: quicker, because no syntax tree is built. */
export function specifiersOf(path: string, text: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.map((one) => one.moduleRequest?.value ?? "")),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
}

/** Makes the compiler import something that no line of the file names. */
const PRAGMA = /@jsx(ImportSource)?\s+\S+/g;

/** What loads a module that its first argument names. */
const LOADERS =
  /^(require|require\.resolve|import\.meta\.(resolve|glob)|createRequire\(.*\)|vi\.(mock|doMock|unmock|importActual|importMock))$/s;

/** What a node of the syntax tree loads beside import and export statements; null where that is worked out. */
function* loadedBy(node: Node, text: string): Generator<string | null> {
  if (node.type === "ImportExpression") yield textOf(node.source);
  if (node.type === "TSImportType") yield node.source.value;
  if (node.type === "TSExternalModuleReference") yield node.expression.value;
  if (node.type === "Identifier" && node.name === "getBuiltinModule") yield null;
  if (node.type === "Literal" && node.value === "getBuiltinModule") yield null;
  if (node.type !== "CallExpression") return;
  const called = text.slice(node.callee.start, node.callee.end);
  const said = node.arguments[0] && LOADERS.test(called) ? textOf(node.arguments[0]) : undefined;
  // To ask where something lies loads nothing.
  if (said !== undefined && (said !== null || !called.endsWith("resolve"))) yield said;
}

/**
 * Where each name is used for more than being called. Where it is bound, and as a key, it is not used; `require` as
 * an object whose `resolve` is asked counts as called.
 */
function usesIn(nodes: readonly Node[]): Map<string, number[]> {
  const harmless = new Set<number>();
  for (const node of nodes) {
    if (node.type === "CallExpression" && nameOf(node.callee)) harmless.add(node.callee.start);
    if (node.type === "MemberExpression" && !node.computed) harmless.add(node.property.start);
    if (node.type === "MemberExpression" && nameOf(node.property) === "resolve")
      harmless.add(node.object.start);
    if (node.type === "Property" && !node.computed && !node.shorthand) harmless.add(node.key.start);
    if (node.type === "VariableDeclarator") harmless.add(node.id.start);
    if (node.type === "TSPropertySignature" || node.type === "PropertyDefinition")
      harmless.add(node.key.start);
    if (node.type === "ImportSpecifier") {
      harmless.add(node.local.start);
      harmless.add(node.imported.start);
    }
    if (node.type === "ImportDefaultSpecifier" || node.type === "ImportNamespaceSpecifier")
      harmless.add(node.local.start);
  }
  const uses = new Map<string, number[]>();
  for (const node of nodes)
    if (node.type === "Identifier" && !harmless.has(node.start))
      uses.set(node.name, [...(uses.get(node.name) ?? []), node.start]);
  return uses;
}

function nameOf(node: Node): string | null {
  return node.type === "Identifier" ? node.name : null;
}

/** Every node of a syntax tree, however deep it is. */
function* nodesIn(tree: Node): Generator<Node> {
  const next: Node[] = [tree];
  for (let node = next.pop(); node; node = next.pop()) {
    yield node;
    for (const part of Object.values(node).flat())
      if (typeof part === "object" && part !== null && "type" in part) next.push(part);
  }
}

interface Entry {
  readonly importName: { readonly kind: string; readonly name: string | null | undefined };
}

function namesOf(entries: readonly Entry[]): Import["names"] {
  const names = entries.map(({ importName: { kind, name } }) =>
    kind === "Name" ? (name ?? "") : kind === "Default" ? "default" : null,
  );
  return names.includes(null) ? "all" : names.filter((name) => name !== null);
}

/** The text that an expression is, whatever wraps it; null where it is only known while running. */
function textOf(expression: Expression | Argument): string | null {
  switch (expression.type) {
    case "Literal":
      return typeof expression.value === "string" ? expression.value : null;
    case "TemplateLiteral":
      return expression.expressions.length > 0
        ? null
        : (expression.quasis[0]?.value.cooked ?? null);
    case "BinaryExpression": {
      if (expression.operator !== "+") return null;
      const [left, right] = [textOf(expression.left), textOf(expression.right)];
      return left === null || right === null ? null : left + right;
    }
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
      return textOf(expression.expression);
    default:
      return null;
  }
}
