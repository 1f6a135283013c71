// A query over a file of JSON Lines by DuckDB with one thread, three times: duckdb.mjs text FILE, or duckdb.mjs repeats FILE LIST.json. `text` reads
// (sum(length(text))); `repeats` finds exact duplicates and the rows with a phrase of the list as one regular expression. The last line is the warm
// one. Prints seconds of processor time, and what was found.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
const [kind, file, list] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const expression = () => JSON.parse(readFileSync(list)).phrases
  .map((p) => p.replace(/[.*+?^$()[\]\\]/g, '\\$&').replaceAll('{', '(?:').replaceAll('}', ')')).join('|').replaceAll("'", "''");
const query = kind === 'text'
  ? `select sum(length(text)), count(*) from read_json('${file}')`
  : `select count(*) - count(distinct text), count(*) filter (regexp_matches(text, '${expression()}', 'i')) from read_json('${file}')`;
for (let i = 0; i < 3; i++) {
  const before = process.cpuUsage();
  const rows = (await connection.runAndReadAll(query)).getRows();
  const used = process.cpuUsage(before);
  console.log(`{"found":"${rows[0].join(' ')}","processor":${((used.user + used.system) / 1e6).toFixed(4)}}`);
}
