// Validates the AsyncAPI document named on the command line; prints each finding, exits 1 when there is an error.
import { readFile } from "node:fs/promises";
import { Parser } from "@asyncapi/parser";

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], "utf-8"));
const errors = diagnostics.filter((one) => one.severity === 0);
for (const one of errors) console.error(`${one.path.join(".")}: ${one.message}`);
if (!document || errors.length > 0) process.exit(1);
console.log(`${document.info().title()}: ${document.allMessages().length} messages`);
