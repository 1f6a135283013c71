// Verifies an answered challenge (audit.json of 'roundtable disclose open') or an attestation of files in the browser. Nothing is sent anywhere and nobody is
// asked whether it is right; docs/formats/disclosure.md and file-attestation.md say what is checked.
import { Failed, MaxSum, canonical, climb, equal, fail, fromBase64, fromHex, hexOf, join, members, number, openLeaf, openNote, parse, readKey, sha, sides, textOf, utf8, whole } from "./proofs.js";

const BlockRows = 64;
const Zero = { rows: 0, bytes: 0, tokens: 0 };

const plus = (a, b) => Object.fromEntries(["rows", "bytes", "tokens"].map(m => {
  const sum = a[m] + b[m];
  return [m, a[m] >= 0 && b[m] >= 0 && sum <= MaxSum ? sum : fail("A sum is negative or overflows.")];
}));

/** Amounts by class, ascending; the total, one class, and what stands before one. */
class Sums {
  constructor(list) {
    let last = -1;
    for (const { number: at, amount } of list) {
      if (!Number.isSafeInteger(at) || at <= last || at > 0x7fffffff || amount.rows < 1) { fail("The classes of a sum are not in order, or one has no rows."); }
      Object.values(amount).forEach(n => whole(n, "amount of a sum"));
      last = at;
    }
    this.list = list;
    this.total = list.reduce((sum, c) => plus(sum, c.amount), Zero);
  }

  static read(numbers) {
    return new Sums(numbers.map(n => n.length === 4 ? { number: n[0], amount: { rows: n[1], bytes: n[2], tokens: n[3] } } : fail("A sum has not four numbers.")));
  }

  of(at) { return this.list.find(c => c.number === at)?.amount ?? Zero; }

  before(at) { return this.list.filter(c => c.number < at).reduce((sum, c) => plus(sum, c.amount), Zero); }

  plus(other) {
    const numbers = [...new Set([...this.list, ...other.list].map(c => c.number))].sort((a, b) => a - b);
    return new Sums(numbers.map(at => ({ number: at, amount: plus(this.of(at), other.of(at)) })));
  }

  get bytes() {
    return join(number(this.list.length, 4), ...this.list.flatMap(({ number: at, amount: a }) => [number(at, 4), number(a.rows, 8), number(a.bytes, 8), number(a.tokens, 8)]));
  }

  equals(other) { return equal(this.bytes, other.bytes); }
}

const roundUp = size => {
  const dropped = 2 ** Math.max(0, (size > 0 ? Math.floor(Math.log2(size)) + 1 : 0) - 4);
  return Math.ceil(size / dropped) * dropped;
};
const leafHash = (at, start, commitment) => sha(Uint8Array.of(1), number(at, 4), number(whole(start[0], "start of a row"), 8), number(whole(start[1], "start of a row"), 8), commitment);
const hashes = list => list.map(h => fromHex(h, 32));

/** Verifies every opened row: it leads to the root, and nothing stands there that no row needs. */
async function openRows(file, root, totals) {
  const nodes = file.nodes.map(n => ({ hash: fromHex(members(n, "node", "hash", "sums").hash, 32), sums: Sums.read(n.sums), used: false }));
  const blocks = file.blocks.map(b => ({ ...members(b, "block", "index", "sums", "up"), sums: Sums.read(b.sums) }));
  const [places, salts, rows] = [new Set(), new Set(), []];
  for (const [i, row] of file.rows.entries()) {
    const refuse = text => fail(`Row ${i + 1} of the opened ones ${text}.`);
    members(row, "row", "block", "position", "start", "salt", "content", "path", "next?");
    const block = blocks[row.block] ?? refuse("has no block");
    if (places.has(`${block.index} ${row.position}`)) { refuse("is opened twice"); }
    places.add(`${block.index} ${row.position}`);
    let [within, at] = [whole(row.position, "position of a row"), null];
    for (const c of block.sums.list) { if (within < c.amount.rows) { at = c.number; break; } within -= c.amount.rows; }
    if (at === null) { refuse("has a place outside its block"); }
    const count = block.sums.total.rows;
    const content = fromBase64(row.content);
    const commitment = await sha(Uint8Array.of(0), fromHex(row.salt, 16), await sha(content));
    const top = await climb(2, await leafHash(at, row.start, commitment), row.position, count, hashes(row.path));
    if (!block.top) {
      block.top = top;
      let [hash, sums, before] = [await sha(Uint8Array.of(3), top, block.sums.bytes), block.sums, new Sums([])];
      const right = sides(block.index, Math.ceil(totals.rows / BlockRows));
      if (right.length !== block.up.length) { refuse("has a way of another length than its tree"); }
      for (const [step, up] of block.up.entries()) {
        const node = nodes[up] ?? refuse("lacks a node on its way");
        node.used = true;
        const [left, other] = right[step] ? [{ hash, sums }, node] : [node, { hash, sums }];
        if (!right[step]) { before = before.plus(node.sums); }
        [hash, sums] = [await sha(Uint8Array.of(4), left.hash, left.sums.bytes, other.hash, other.sums.bytes), left.sums.plus(other.sums)];
      }
      if (!equal(hash, root.hash) || !sums.equals(root.sums)) { refuse("does not lead to the root and the totals that were committed to"); }
      if (count !== Math.min(BlockRows, totals.rows - block.index * BlockRows) || before.total.rows !== block.index * BlockRows) { refuse("has a block of another size than its place demands"); }
      block.before = before;
    } else if (!equal(block.top, top)) { refuse("does not lead to its block"); }
    const own = block.sums.of(at);
    if ((within === own.rows - 1) !== (row.next === undefined)) { refuse("lacks the start of the row after it, or there is none"); }
    let end = [own.bytes, own.tokens];
    if (row.next) {
      members(row.next, "row after", "start", "commitment", "path");
      end = row.next.start;
      const after = await leafHash(at, end, fromHex(row.next.commitment, 32));
      if (!equal(await climb(2, after, row.position + 1, count, hashes(row.next.path)), top)) { refuse("has a start of the row after it that does not lead to its block"); }
    }
    const size = end[0] - row.start[0];
    const fault = salts.has(row.salt) ? "its salt is that of another row"
      : within === 0 && (row.start[0] !== 0 || row.start[1] !== 0) ? "rows before it are counted that are not there"
      : size < 0 || end[1] < row.start[1] ? "its size is negative"
      : size !== roundUp(content.length) ? `it has ${content.length} bytes, and ${size} were counted` : null;
    salts.add(row.salt);
    const before = block.before.of(at);
    rows.push({
      place: block.index * BlockRows + row.position, class: at, content, fault, used: false,
      rows: { all: [block.index * BlockRows + row.position, 1], own: [before.rows + within, 1] },
      bytes: { all: [block.before.total.bytes + block.sums.before(at).bytes + row.start[0], size], own: [before.bytes + row.start[0], size] },
    });
  }
  if (blocks.some(b => !b.top) || nodes.some(n => !n.used)) { fail("There are blocks or nodes that no opened row needs."); }
  return rows;
}

/** The units of a stratum that the seed draws. */
async function draw(seed, place, unit, population, draws) {
  if (unit === "rows" && draws >= population) { return Array.from({ length: population }, (_, i) => i); }
  const [drawn, seen, size] = [[], new Set(), BigInt(population)];
  const limit = (1n << 64n) / size * size;
  for (let counter = 0; drawn.length < draws; counter++) {
    const value = (await sha(seed, number(place, 4), number(counter, 8))).slice(0, 8).reduce((sum, b) => sum * 256n + BigInt(b), 0n);
    const one = Number(value % size);
    if (value < limit && (unit === "bytes" || !seen.has(one))) { drawn.push(one); seen.add(one); }
  }
  return drawn;
}

function cover(rows, drawn, at, unit) {
  const extents = rows.filter(r => at === undefined || r.class === at).map(row => ({ row, from: row[unit][at === undefined ? "all" : "own"][0], count: row[unit][at === undefined ? "all" : "own"][1] }))
    .filter(e => e.count > 0).sort((a, b) => a.from - b.from);
  if (extents.some((e, i) => i > 0 && extents[i - 1].from + extents[i - 1].count > e.from)) { fail("Two opened rows cover the same bytes."); }
  const result = { class: at, drawn: drawn.length, notOpened: 0, wrong: 0 };
  for (const unitDrawn of drawn) {
    let [low, high] = [0, extents.length];
    while (low < high) { const middle = (low + high) >> 1; if (extents[middle].from <= unitDrawn) { low = middle + 1; } else { high = middle; } }
    const found = extents[low - 1];
    if (!found || unitDrawn >= found.from + found.count) { result.notOpened++; result.wrong++; continue; }
    found.row.used = true;
    result.wrong += found.row.fault ? 1 : 0;
  }
  return result;
}

/** Verifies an audit; witnesses are those of the challenge. */
export async function verifyAudit(bytes, keyText) {
  const file = members(parse(bytes, "file", "\n"), "file", "format", "first", "last", "commitment", "challenge", "reveal", "nodes", "blocks", "rows");
  if (file.format !== "roundtable-audit/1") { fail("The file is no audit of version 1."); }
  const opened = name => {
    const leaf = members(file[name], name, "index", "leaf", "salt", "document", "path");
    return { index: leaf.index, entry: fromBase64(leaf.leaf), salt: fromHex(leaf.salt, 32), document: fromBase64(leaf.document), path: hashes(leaf.path) };
  };
  const [committed, asked, revealed] = ["commitment", "challenge", "reveal"].map(opened);
  const [corpus, ask, shown] = [parse(committed.document, "commitment"), parse(asked.document, "challenge"), parse(revealed.document, "revealed nonce")];
  const log = await readKey(keyText);
  const witnesses = await Promise.all(ask.witnesses.map(readKey));
  const [first, last] = [await openNote(file.first, log, witnesses), await openNote(file.last, log, witnesses)];
  for (const [name, leaf, note] of [["commitment", committed, first], ["challenge", asked, first], ["revealed nonce", revealed, last]]) {
    await openLeaf(name, leaf.entry, leaf.index, leaf.path, leaf.salt, leaf.document, note);
  }
  if (corpus.format !== "roundtable-commitment/1" || ask.format !== "roundtable-challenge/1" || shown.format !== "roundtable-reveal/1") { fail("A document has another format."); }
  if (ask.commitment.leaf !== committed.index || ask.commitment.root !== corpus.root || committed.index >= asked.index || shown.challenge !== asked.index
    || shown.checkpoint !== file.first || first.size <= asked.index || revealed.index < first.size) {
    fail("Commitment, challenge, checkpoint and revealed nonce do not refer to each other in this order.");
  }
  const sums = new Sums(corpus.classes.map((c, i) => ({ number: i, amount: { rows: c.rows, bytes: c.bytes, tokens: c.tokenCount } })));
  if (["rows", "bytes"].some(m => sums.total[m] !== corpus.total[m]) || sums.total.tokens !== corpus.total.tokenCount) { fail("The total of the commitment is not the sum of its classes."); }
  const rows = await openRows(file, { hash: fromHex(corpus.root, 32), sums }, sums.total);
  const nonce = fromHex(shown.nonce, 32);
  if (hexOf(await sha(nonce)) !== ask.nonce) { fail("The nonce is not the one that the challenge committed to."); }
  const seed = await sha(utf8("roundtable-audit-seed/1\n"), fromHex(ask.commitment.root, 32), await sha(utf8(first.text)), ...witnesses.map(w => first.signed.get(w.called)), nonce);
  if (ask.unit !== "rows" && ask.unit !== "bytes") { fail("The challenge draws by a unit that is not known."); }
  const strata = [];
  for (const [place, s] of ask.sample.entries()) {
    const population = (s.class === undefined ? sums.total : sums.of(s.class))[ask.unit];
    if (population < 1 || !(s.draws >= 1)) { fail("A stratum of the challenge is empty."); }
    strata.push(cover(rows, await draw(seed, place, ask.unit, population, s.draws), s.class, ask.unit));
  }
  if (rows.some(r => !r.used)) { fail("A row is opened that was not drawn: another sample was answered."); }
  const faults = rows.filter(r => r.fault).map(r => `Row at place ${r.place}: ${r.fault}.`);
  return { corpus, by: ask.by, commitment: committed.index, challenge: asked.index, unit: ask.unit, alpha: ask.alpha, witnesses: witnesses.map(w => w.name), log: log.called, rows, strata, faults };
}

/** Verifies an attestation with its proof, and the files that are at hand: their SHA-256 by name. */
export async function verifyAttestation(bytes, proof, keyText, files) {
  const bundle = members(parse(bytes, "file", "\n"), "file", "mediaType", "verificationMaterial", "dsseEnvelope");
  const envelope = members(bundle.dsseEnvelope, "envelope", "payload", "payloadType", "signatures");
  const type = "application/vnd.in-toto+json";
  if (bundle.mediaType !== "application/vnd.dev.sigstore.bundle.v0.3+json" || envelope.payloadType !== type || envelope.signatures.length !== 1) { fail("The file is no Sigstore bundle of version 0.3 with one in-toto statement."); }
  const log = await readKey(keyText);
  const payload = fromBase64(envelope.payload);
  const signature = members(envelope.signatures[0], "signature", "keyid", "sig");
  const hint = members(members(bundle.verificationMaterial, "material", "publicKey").publicKey, "key", "hint").hint;
  if (log.kind !== 1 || signature.keyid !== log.called || hint !== log.called || !await log.verify(join(utf8(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload), fromBase64(signature.sig))) {
    fail(`The statement is not signed by ${log.called}.`);
  }
  const said = parse(payload, "statement");
  if (said._type !== "https://in-toto.io/Statement/v1" || said.predicateType !== "urn:roundtable:attestation:1" || said.predicate.log !== log.name || said.subject.length === 0) { fail("The statement is another, or of another log."); }
  const text = textOf(proof, "proof");
  const [head, note] = [text.slice(0, text.indexOf("\n\n")), text.slice(text.indexOf("\n\n") + 2)];
  const [version, extra, index, ...way] = head.split("\n");
  if (version !== "c2sp.org/tlog-proof@v1" || !extra?.startsWith("extra ") || !/^index (?:0|[1-9][0-9]*)$/.test(index ?? "")) { fail("The proof is none."); }
  const shown = members(parse(fromBase64(extra.slice(6)), "leaf of the proof"), "leaf of the proof", "keys", "leaf", "opened");
  const opened = members(members(shown.opened, "opened parts", "document").document, "opened document", "content", "salt");
  if (!equal(fromBase64(opened.content), payload)) { fail("The proof is of another statement."); }
  if (!shown.keys.includes(String(keyText).trim())) { fail("The proof does not name the log's key."); }
  const known = (await Promise.all(shown.keys.map(k => readKey(k).catch(() => null)))).filter(k => k && k.called !== log.called && note.includes(`— ${k.name} `));
  const leaf = await openLeaf("statement", fromBase64(shown.leaf), Number(index.slice(6)), way.map(fromBase64), fromHex(opened.salt, 32), payload, await openNote(note, log, known));
  if (said.predicate.entry.leaf !== undefined && !leaf.inputs?.includes(said.predicate.entry.leaf)) { fail("The leaf does not come from the entry that the statement names."); }
  const wanted = new Map(said.subject.map(s => [s.name, s.digest.sha256]));
  return {
    entry: said.predicate.entry.id, leaf: Number(index.slice(6)), log: log.called, files: wanted.size,
    missing: [...wanted.keys()].filter(n => !files.has(n)),
    changed: [...wanted].filter(([n, d]) => files.has(n) && files.get(n) !== d).map(([n]) => n),
    extra: [...files.keys()].filter(n => !wanted.has(n)),
  };
}

export { Failed, canonical };
