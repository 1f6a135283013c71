#!/usr/bin/env node
// Everything at once, for a while: sessions, exchanges through the gateway, scans, erasures, rotations of the key, and kills at random; then what was promised is
// held against what is there, and the log is recomputed by the Go verifier, which knows nothing of this project.
//   node tests/soak/soak.mjs [MINUTES [SEED]]      an hour without arguments; the program must be built
// ROUNDTABLE names another program than the debug build. Ends with 0 and one line of figures, or with 1 and what was wrong; then the data directory stays.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const minutes = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.ROUNDTABLE ?? path.join(root, 'src/Roundtable/bin/Debug/net10.0/roundtable.dll');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'roundtable-soak-'));
const data = path.join(work, 'data');
const until = Date.now() + minutes * 60_000;
const figures = { rounds: 0, kills: 0, sessions: 0, exchanges: 0, erased: 0, scans: 0, rotations: 0, cut: 0 };
const finished = new Map(); // session id → the document as it was served, and a word that only this session has
const erased = new Map(); // session id → its word
const answered = new Map(); // call id → the answer's digest
const kept = []; // checkpoints that were seen, which every later log must contain
let word = 0;

// Numbers from a seed (mulberry32), so that the same actions are drawn again; how they meet is the scheduler's.
let state = seed >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = n => Math.floor(random() * n);
const one = all => all[below(all.length)];
const fail = why => {
  throw new Error(`${why} (seed ${seed}, data in ${data})`);
};

const provider = http.createServer((request, response) => {
  let body = '';
  request.on('data', c => (body += c)).on('end', async () => {
    await sleep(below(30));
    const kind = below(10);
    const answer = { id: 'c', object: 'chat.completion', model: 'm-1', usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'x'.repeat(below(5000)) } }] };
    if (kind === 0) {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"busy","type":"overloaded"}}');
    } else if (kind === 1) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 9999 }).write(JSON.stringify(answer).slice(0, 50));
      setTimeout(() => request.socket.destroy(), 5);
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }
  });
});

const environment = { ...process.env, ROUNDTABLE_DATA: data, XDG_CONFIG_HOME: work, ROUNDTABLE_LOCAL_PROBES: 'off', DOTNET_gcServer: '0' };
for (const name of Object.keys(environment).filter(n => n.endsWith('_API_KEY') || n.startsWith('ROUNDTABLE_LOG'))) delete environment[name];
const start = args => spawn('dotnet', [program, '--config', path.join(work, 'roundtable.yaml'), ...args], { env: environment, cwd: work });

// Runs a verb; killed after so many milliseconds where a number is given. Its exit code, null where it was killed.
async function run(args, killAfter) {
  const child = start(args);
  let said = '';
  child.stdout.on('data', c => (said += c));
  child.stderr.on('data', c => (said += c));
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const code = await new Promise(done => child.on('close', done));
  clearTimeout(timer);
  figures.kills += code === null ? 1 : 0;
  return { code, said };
}

async function must(args) {
  const { code, said } = await run(args);
  if (code !== 0) fail(`${args.join(' ')} ended with ${code}: ${said}`);
  return said;
}

async function serve() {
  const child = start(['serve', '--listen', '127.0.0.1:0']);
  let said = '';
  child.stderr.on('data', c => (said += c));
  const address = await new Promise((found, not) => {
    child.stdout.on('data', c => {
      said += c;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (match) found(match[0]);
    });
    child.on('close', code => not(new Error(`serve ended with ${code}: ${said} (seed ${seed}, data in ${data})`)));
  });
  return { child, address, ended: new Promise(done => child.on('close', done)) };
}

async function session(address) {
  const mine = `soakword${++word}x`;
  const asked = await fetch(`${address}/api/v1/sessions`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: `Should ${mine} be?`, options: ['Yes', 'No'], panel: 'rehearsal', debate: random() < 0.3 }),
  });
  if (!asked.ok) return;
  const { id } = await asked.json();
  for (;;) {
    const read = await fetch(`${address}/api/v1/sessions/${id}`);
    if (read.status === 200) {
      finished.set(id, { text: await read.text(), word: mine });
      figures.sessions++;
      return;
    }
    await sleep(20);
  }
}

async function exchange(address) {
  const answer = await fetch(`${address}/lab/v1/chat/completions`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm-1', messages: [{ role: 'user', content: `Say ${++word}.` }] }),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  answered.set(answer.headers.get('x-roundtable-call'), createHash('sha256').update(body).digest('hex'));
  figures.exchanges++;
}

async function erase(address) {
  const ids = [...finished.keys()];
  if (ids.length < 3) return;
  const id = one(ids);
  const known = finished.get(id);
  finished.delete(id); // from here on it may be gone or not, until somebody says that it is
  const answer = await fetch(`${address}/api/v1/sessions/${id}`, { method: 'DELETE' });
  if (answer.ok) {
    erased.set(id, known.word);
    figures.erased++;
  }
}

async function look(address) {
  const ids = [...finished.keys()];
  if (ids.length === 0) return;
  const id = one(ids);
  const known = finished.get(id);
  const answer = await fetch(`${address}/api/v1/sessions/${id}`);
  const text = await answer.text();
  if (finished.get(id) === known && (answer.status !== 200 || text !== known.text)) fail(`session ${id} is answered with ${answer.status}: ${text.slice(0, 200)}`);
}

async function online() {
  const server = await serve();
  let over = false;
  const worker = async () => {
    while (!over) {
      try {
        await one([session, exchange, exchange, exchange, erase, look])(server.address);
      } catch (e) {
        if (e.message.includes('(seed')) throw e;
        if (!over) await sleep(50); // a cut connection: of the provider, or the end of the server
        figures.cut++;
      }
    }
  };
  const workers = Promise.all(Array.from({ length: 4 }, worker));
  workers.catch(() => {}); // awaited below
  await Promise.race([sleep(Math.min(1000 + below(12_000), Math.max(1000, until - Date.now()))), workers]);
  over = true;
  const killed = random() < 0.6;
  server.child.kill(killed ? 'SIGKILL' : 'SIGINT');
  figures.kills += killed ? 1 : 0;
  const code = await server.ended;
  if (!killed && code !== 0 && code !== 130) fail(`serve ended with ${code} after Ctrl-C`);
  await workers;
}

async function offline() {
  const killAfter = random() < 0.4 ? 100 + below(2000) : undefined;
  const what = below(4);
  if (what === 0) {
    const corpus = path.join(work, 'corpus.jsonl');
    fs.writeFileSync(corpus, Array.from({ length: 50 }, (_, i) => JSON.stringify({ text: `Row ${i} of ${++word}, and nothing else that anybody said.` })).join('\n'));
    figures.scans += (await run(['scan', corpus, '--out', path.join(work, `report-${word}`)], killAfter)).code === 0 ? 1 : 0;
  } else if (what === 1) {
    figures.rotations += (await run(['log', 'rotate-key'], killAfter)).code === 0 ? 1 : 0;
  } else if (what === 2 && finished.size > 0) {
    const id = one([...finished.keys()]);
    const known = finished.get(id);
    finished.delete(id);
    if ((await run(['sessions', 'delete', id, '--yes'], killAfter)).code === 0) {
      erased.set(id, known.word);
      figures.erased++;
    }
  } else {
    await run(['ask', `Is ${++word} odd?`, '--option', 'Yes', '--option', 'No', '--panel', 'rehearsal'], killAfter);
  }
}

// What the log has, read from its bundles without a line of ours: a length of two bytes, and the leaf.
function leaves() {
  const calls = new Map();
  const walk = directory => fs.readdirSync(directory, { withFileTypes: true }).flatMap(e => e.isDirectory() ? walk(path.join(directory, e.name)) : [path.join(directory, e.name)]);
  const size = Number(fs.readFileSync(path.join(data, 'log/checkpoint'), 'utf8').split('\n')[1]);
  for (const file of walk(path.join(data, 'log/tile/entries'))) {
    const partial = /\.p\/(\d+)$/.exec(file);
    if (partial && Number(partial[1]) !== size % 256) continue; // an older one, or one ahead of the checkpoint
    if (partial && fs.existsSync(file.replace(/\.p\/\d+$/, ''))) continue;
    const bytes = fs.readFileSync(file);
    for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at)) {
      const leaf = JSON.parse(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
      if (leaf.kind === 'exchange') calls.set(leaf.call, (calls.get(leaf.call) ?? 0) + 1);
    }
  }
  return { size, calls };
}

async function check() {
  const { size, calls } = leaves();
  for (const call of answered.keys()) {
    if (calls.get(call) !== 1) fail(`the answer of call ${call} was given, and it has ${calls.get(call) ?? 0} leaves`);
  }
  for (const [id, known] of finished) {
    await must(['sessions', 'replay', id]);
    const text = await must(['sessions', 'show', id, '--json']);
    if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(JSON.parse(known.text))) fail(`session ${id} is another than was served`);
  }
  for (const [id, gone] of erased) {
    if ((await run(['sessions', 'show', id])).code === 0) fail(`session ${id} was erased, and is shown`);
    const found = spawnSync('grep', ['-rlaw', gone, data], { encoding: 'utf8' }).stdout;
    if (found) fail(`session ${id} was erased, and ${gone} is still in ${found}`);
  }
  for (const checkpoint of kept) await must(['log', 'verify', '--from', checkpoint]);
  const proofs = [];
  for (let i = 0; i < 20; i++) {
    const proof = path.join(work, `${i}.tlog-proof`);
    await must(['log', 'prove', String(below(size)), '--out', proof]);
    proofs.push(proof);
  }
  const verifier = path.join(work, 'verify');
  const built = spawnSync('go', ['build', '-o', verifier, path.join(root, 'tests/Roundtable.Tests/Record/Verifying/verify.go')],
    { encoding: 'utf8', env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: path.join(work, 'go') } });
  if (built.status !== 0) fail(`the Go verifier cannot be built: ${built.stderr}`);
  const key = fs.readFileSync(path.join(data, 'log/keys'), 'utf8').trim().split('\n').at(-1);
  const sizes = Array.from({ length: 20 }, () => String(1 + below(size)));
  const verified = spawnSync(verifier, [path.join(data, 'log'), key, ...proofs, ...sizes], { encoding: 'utf8' });
  if (verified.status !== 0 || verified.stdout.trim() !== `ok ${size}`) fail(`the Go verifier says: ${verified.stdout} ${verified.stderr}`);
  return size;
}

await new Promise(done => provider.listen(0, '127.0.0.1', done));
fs.writeFileSync(path.join(work, 'roundtable.yaml'), `gateway:\n  upstreams:\n    lab: { address: 'http://127.0.0.1:${provider.address().port}' }\n`);
try {
  console.error(`seed ${seed}, ${minutes} minutes, data in ${data}`);
  await must(['ask', 'Does it begin?', '--option', 'Yes', '--option', 'No', '--panel', 'rehearsal']);
  while (Date.now() < until) {
    await online();
    for (let i = below(3); i > 0; i--) await offline();
    figures.rounds++;
    await must(['log', 'verify']);
    await must(['log', 'fsck']);
    const checkpoint = path.join(work, `checkpoint-${figures.rounds}`);
    fs.writeFileSync(checkpoint, await must(['log', 'checkpoint']));
    kept.push(checkpoint);
  }
  const size = await check();
  console.log(`ok: ${size} leaves, ${Object.entries(figures).map(([what, n]) => `${n} ${what}`).join(', ')}`);
  fs.rmSync(work, { recursive: true });
  process.exit(0);
} catch (e) {
  console.error(e.message);
  process.exit(1);
}
