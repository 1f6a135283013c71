// sum(length(text)) over a file with one thread, as often as told; the last line is the warm one. Prints seconds.
import { DuckDBInstance } from '@duckdb/node-api';
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
for (let i = 0; i < 2; i++) {
  const began = performance.now();
  const reader = await connection.runAndReadAll(`select sum(length(text)), count(*) from read_json('${process.argv[2]}')`);
  if (reader.getRows().length !== 1) throw new Error('no answer');
  console.log((performance.now() - began) / 1000);
}
