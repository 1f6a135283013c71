// A query over a file of JSON Lines by DuckDB with one thread, three times: duckdb.mjs text FILE, or duckdb.mjs repeats FILE LIST.json. `text` reads
// (sum(length(text))); `repeats` finds exact duplicates, and rows with a phrase of the list, an e-mail address, a phone number, a card number or a key,
// each by a regular expression. The last line is the warm one. Prints seconds of processor time, and what was found.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
const [kind, file, list] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const expressions = () => [
  `(?i)${JSON.parse(readFileSync(list)).phrases.map((p) => p.replace(/[.*+?^$()[\]\\]/g, '\\$&').replaceAll('{', '(?:').replaceAll('}', ')')).join('|')}`,
  '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}',
  '\\+?[0-9][0-9 ().-]{7,}[0-9]',
  '(?:[0-9][ -]?){13,19}',
  '(?:sk-|AKIA|ghp_|xox[abp]-|AIza|eyJ)[A-Za-z0-9_-]{16,}',
];
const query = kind === 'text'
  ? `select sum(length(text)), count(*) from read_json('${file}')`
  : `select count(*) - count(distinct text), ${expressions()
    .map((e) => `count(*) filter (regexp_matches(text, '${e.replaceAll("'", "''")}'))`).join(', ')} from read_json('${file}')`;
for (let i = 0; i < 3; i++) {
  const before = process.cpuUsage();
  const rows = (await connection.runAndReadAll(query)).getRows();
  const used = process.cpuUsage(before);
  console.log(`{"found":"${rows[0].join(' ')}","processor":${((used.user + used.system) / 1e6).toFixed(4)}}`);
}
