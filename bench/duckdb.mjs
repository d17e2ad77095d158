// DuckDB's part of the benchmark: node duckdb.mjs FILE.csv DATABASE DATE
// Prints: seconds to load, seconds to query, pupils over 20 %, version.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [file, database, date] = process.argv.slice(2);
const require = createRequire(pathToFileURL(process.cwd() + '/'));
const duckdb = require('@duckdb/node-api');

const instance = await duckdb.DuckDBInstance.create(database);
const connection = await instance.connect();
const seconds = async (work) => {
  const start = process.hrtime.bigint();
  const result = await work();
  return [Number(process.hrtime.bigint() - start) / 1e9, result];
};

const [load] = await seconds(async () => {
  await connection.run(`CREATE TABLE attendance (civic_no BIGINT, date DATE, offered SMALLINT,
    valid SMALLINT, invalid SMALLINT, lesson TINYINT)`);
  await connection.run(`COPY attendance FROM '${file}' (FORMAT csv, HEADER true)`);
  await connection.run('CHECKPOINT');
});

const [query, reader] = await seconds(() => connection.runAndReadAll(`
  WITH day AS (
    SELECT civic_no, date, sum(offered) AS offered, sum(valid + invalid) AS absent,
           row_number() OVER (PARTITION BY civic_no ORDER BY date DESC) AS back
    FROM attendance WHERE date <= DATE '${date}'
    GROUP BY civic_no, date HAVING sum(offered) > 0)
  SELECT count(*)::INTEGER FROM (
    SELECT civic_no FROM day WHERE back <= 20
    GROUP BY civic_no HAVING sum(absent) * 100 > sum(offered) * 20)`));

console.log(load.toFixed(2), query.toFixed(2), reader.getRows()[0][0], duckdb.version());
