// Reads a PowerShell script from its standard input and prints, as JSON, each place where it breaks the grammar.
// node --liftoff-only syntax-errors.mjs < FILE
// Without that option node does not end before its second compiler is done with the whole grammar: minutes on a busy machine.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

await Parser.init();
const grammar = createRequire(import.meta.url).resolve("tree-sitter-powershell/tree-sitter-powershell.wasm");
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(grammar)));
const root = parser.parse(readFileSync(0, "utf8")).rootNode;

const errors = [];
function visit(node) {
  if (node.isError || node.isMissing) {
    const what = node.isMissing ? `${node.type} is missing` : node.text.split("\n")[0];
    errors.push(`line ${node.startPosition.row + 1}: ${what}`);
  } else if (node.hasError) {
    for (const child of node.children) visit(child);
  }
}
visit(root);
console.log(JSON.stringify(errors));
