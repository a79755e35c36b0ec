import {
  type Argument,
  type CallExpression,
  type Expression,
  type Node,
  parseSync,
  type VariableDeclarator,
} from "oxc-parser";

/** One thing that a file takes from elsewhere, however it is spelled. */
export interface Import {
  /** What stands in quotes, or null where it is worked out while running. */
  readonly specifier: string | null;
  /** The names that are taken; `all` for a namespace, `import()` and whatever else takes the whole. */
  readonly names: readonly string[] | "all";
  /** Whether the file hands it on as an export of its own. */
  readonly handsOn: boolean;
  readonly line: number;
}

/**
 * Every import of a file: value and type imports, exports from elsewhere, `import()`, `import("…")` in types,
 * `import x = require()`, `require`, `import.meta.resolve`, and what vitest mocks.
 * @param path tells the language by its ending
 */
export function importsOf(path: string, text: string): Import[] {
  const { module, program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} can't be read: ${errors[0].message}`);
  const found: Import[] = [];
  const add = (
    at: number,
    specifier: string | null,
    names: Import["names"] = "all",
    handsOn = false,
  ) => found.push({ specifier, names, handsOn, line: text.slice(0, at).split("\n").length });

  for (const { start, moduleRequest, entries } of module.staticImports)
    add(start, moduleRequest.value, namesOf(entries));
  for (const { start, entries } of module.staticExports)
    for (const entry of entries)
      if (entry.moduleRequest) add(start, entry.moduleRequest.value, namesOf([entry]), true);
  for (const [reference, , specifier = ""] of text.matchAll(REFERENCE))
    add(text.indexOf(reference), specifier);

  for (const node of nodesIn(program))
    switch (node.type) {
      case "ImportExpression":
        add(node.start, textOf(node.source));
        break;
      case "TSImportType":
        add(
          node.start,
          node.source.value,
          node.qualifier?.type === "Identifier" ? [node.qualifier.name] : "all",
        );
        break;
      case "TSExternalModuleReference":
        add(node.start, node.expression.value);
        break;
      case "CallExpression":
        readCall(node);
        break;
      case "VariableDeclarator":
        readDeclared(node);
        break;
    }
  return found;

  function readCall({ start, callee, arguments: [first] }: CallExpression): void {
    const called = nameOf(text, callee);
    const said = first && LOADERS.test(called) ? textOf(first) : undefined;
    // To ask where something lies loads nothing.
    if (said !== undefined && (said !== null || !called.endsWith("resolve"))) add(start, said);
  }

  /** Under another name than `require`, calls of what createRequire made would not be seen. */
  function readDeclared({ start, id, init }: VariableDeclarator): void {
    if (init?.type !== "CallExpression" || !/createRequire$/.test(nameOf(text, init.callee)))
      return;
    if (nameOf(text, id) !== "require") add(start, null);
  }
}

/** A node of the syntax tree and everything below it. */
function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const part of Object.values(node).flat())
    if (typeof part === "object" && part !== null && "type" in part) yield* nodesIn(part);
}

/** What loads a module that its first argument names. */
const LOADERS =
  /^(require|require\.resolve|import\.meta\.resolve|(\w+\.)?createRequire\([^)]*\)|vi\.(mock|doMock|unmock|importActual|importMock))$/;

const REFERENCE = /^\/\/\/\s*<reference\s+(path|types)=["']([^"']+)["']/gm;

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

function nameOf(text: string, { start, end }: { readonly start: number; readonly end: number }) {
  return text.slice(start, end);
}
