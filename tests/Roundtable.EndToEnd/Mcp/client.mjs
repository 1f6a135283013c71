// Convenes a panel over the Model Context Protocol and prints what came of it: node client.mjs DATA|ADDRESS PROGRAM
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [where, program] = process.argv.slice(2);
const transport = where.startsWith("http")
  ? new StreamableHTTPClientTransport(new URL(where))
  : new StdioClientTransport({
    command: "dotnet",
    args: [program, "mcp"],
    env: { ...process.env, ROUNDTABLE_DATA: where, XDG_CONFIG_HOME: where, ROUNDTABLE_LOCAL_PROBES: "off", ROUNDTABLE_REHEARSAL_PACE_MS: "100" },
  });
const client = new Client({ name: "roundtable-tests", version: "1.0.0" });
await client.connect(transport);
const text = async (name, args, options) => (await client.callTool({ name, arguments: args }, undefined, options)).content[0].text;
let progress = 0;
const report = {
  tools: (await client.listTools()).tools.map(tool => tool.name),
  asked: await text("ask_panel", { question: "Should we?", options: ["Yes", "No"], debate: true, panel: "rehearsal" }, { onprogress: () => { progress++; } }),
  read: await text("get_session", { id: "last", format: "json" }),
  verified: await text("verify_record", { id: "last" }),
  judged: await text("judge_use", { content: "last", use: "train-open" }),
  missing: await text("get_session", { id: "nonesuch" }),
  misfit: await text("ask_panel", { question: "Which is better, Rust or Go?", options: ["Yes", "No"], panel: "rehearsal" }),
};
console.log(JSON.stringify({ ...report, progress }));
await client.close();
