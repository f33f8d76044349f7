// Engines of the npm registry in a process of their own, as bench/engine.py serves those of Python:
//     node bench/peers.mjs docxtemplater MODULES TEMPLATE RECORDS
// each used as its documentation shows it; `FOLDER COUNT` a line is answered with seconds.

import fs from "node:fs";
import { createRequire } from "node:module";
import readline from "node:readline";

const [name, modules, template, data] = process.argv.slice(2);
const require = createRequire(`${modules}/`);

const engines = {
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return (record, path) => {
      const zip = new PizZip(fs.readFileSync(template, "binary"));
      const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
      document.render(record);
      fs.writeFileSync(path, document.toBuffer());
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = require("easy-template-x");
    return async (record, path) => {
      const handler = new TemplateHandler();
      fs.writeFileSync(path, await handler.process(fs.readFileSync(template), record));
    };
  },
};

const make = engines[name]();
const records = JSON.parse(fs.readFileSync(data, "utf-8"));
console.log("ready");
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [, folder, count] = line.match(/^(.*) (\d+)$/);
  const start = process.hrtime.bigint();
  for (let number = 0; number < Number(count); number++) {
    await make(records[number % records.length], `${folder}/${number}.docx`);
  }
  console.log(Number(process.hrtime.bigint() - start) / 1e9);
}
