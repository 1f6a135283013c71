// Bytes, signed notes and trees of this project's proofs, with nothing but what a browser brings: docs/formats/disclosure.md, log.md and proof.md.
// RFC 6962 for the trees, C2SP tlog-proof, tlog-checkpoint, tlog-cosignature and signed-note for the bytes, RFC 8785 for JSON, RFC 8032 for signatures.
export class Failed extends Error {}
export const fail = text => { throw new Failed(text); };
export const MaxSum = Number.MAX_SAFE_INTEGER;

const hexadecimal = /^(?:[0-9a-f]{2})*$/;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = text => new TextEncoder().encode(text);
export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const hexOf = bytes => Array.from(bytes, b => b.toString(16).padStart(2, "0")).join("");

export function textOf(bytes, what) {
  try { return decoder.decode(bytes); } catch { return fail(`The ${what} is not UTF-8.`); }
}

export function fromHex(text, length) {
  if (typeof text !== "string" || text.length !== 2 * length || !hexadecimal.test(text)) { fail(`'${String(text).slice(0, 40)}' is not ${length} bytes in lower-case hexadecimal.`); }
  return Uint8Array.from({ length }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

export function fromBase64(text) {
  let raw;
  try { raw = atob(text); } catch { fail(`'${String(text).slice(0, 40)}' is not Base64.`); }
  if (btoa(raw) !== text) { fail(`'${String(text).slice(0, 40)}' is not in the one form of Base64.`); }
  return Uint8Array.from(raw, c => c.charCodeAt(0));
}

export function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  parts.reduce((at, p) => { all.set(p, at); return at + p.length; }, 0);
  return all;
}

/** A number in so many bytes, the most significant first. */
export function number(value, length) {
  const bytes = new Uint8Array(length);
  for (let i = length - 1, rest = BigInt(value); i >= 0; i--, rest >>= 8n) { bytes[i] = Number(rest & 255n); }
  return bytes;
}

export const sha = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", parts.length === 1 ? parts[0] : join(...parts)));

/** The one form of JSON: members in order, no blanks, numbers whole or as they are. */
export function canonical(value) {
  if (Array.isArray(value)) { return `[${value.map(canonical).join(",")}]`; }
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map(k => `${JSON.stringify(k)}:${canonical(value[k])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Parses JSON that has to be in its one form. */
export function parse(bytes, what, end = "") {
  const text = textOf(bytes, what);
  let value;
  try { value = JSON.parse(text); } catch { fail(`The ${what} is not JSON.`); }
  if (canonical(value) + end !== text) { fail(`The ${what} is not in canonical form.`); }
  return value;
}

/** Refuses an object with other members than those that are known; names with a question mark may be missing. */
export function members(value, what, ...names) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) { fail(`The ${what} is no object.`); }
  const known = new Set(names.map(n => n.replace("?", "")));
  for (const name of names) { if (!name.endsWith("?") && !(name in value)) { fail(`The ${what} lacks '${name}'.`); } }
  for (const name of Object.keys(value)) { if (!known.has(name)) { fail(`The ${what} has a member that is not known: '${name}'.`); } }
  return value;
}

export function whole(value, what) {
  if (!Number.isSafeInteger(value) || value < 0) { fail(`The ${what} is not a whole number from 0 to 2^53 - 1.`); }
  return value;
}

/** A key of C2SP signed-note: name+id+Base64(type, key). */
export async function readKey(text) {
  const [name, id, ...rest] = String(text).trim().split("+");
  const raw = rest.length > 0 ? fromBase64(rest.join("+")) : new Uint8Array();
  const kind = raw[0];
  if (!name || raw.length !== 33 || (kind !== 1 && kind !== 4)) { fail(`'${String(text).slice(0, 60)}' is no Ed25519 verifier key: name+id+key is expected.`); }
  const sum = await sha(utf8(`${name}\n`), raw);
  if (hexOf(sum.slice(0, 4)) !== id) { fail(`The id of the key of ${name} is wrong.`); }
  let imported;
  try { imported = await crypto.subtle.importKey("raw", raw.slice(1), "Ed25519", false, ["verify"]); } catch {
    fail("This browser does not know Ed25519 signatures: take a newer one. Nothing was verified.");
  }
  return { name, id, kind, raw, called: `${name}+${id}`, verify: (message, signature) => crypto.subtle.verify("Ed25519", imported, signature, message) };
}

/** Opens a signed checkpoint: every signature is by one of the keys, and every key signed once. */
export async function openNote(note, log, witnesses) {
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0 || !note.endsWith("\n")) { fail("A checkpoint is no signed note."); }
  const text = note.slice(0, gap + 1);
  const signed = new Map();
  for (const line of note.slice(gap + 2, -1).split("\n")) {
    const [dash, name, encoded, ...more] = line.split(" ");
    const raw = dash === "—" && more.length === 0 ? fromBase64(encoded ?? "") : fail("A checkpoint has a malformed signature line.");
    const key = [log, ...witnesses].find(k => k.name === name && k.id === hexOf(raw.slice(0, 4)) && !signed.has(k.called));
    if (!key) { fail(`A checkpoint is signed by ${name}, whose key is not known, or twice.`); }
    const isCosignature = key.kind === 4;
    if (isCosignature && raw.length !== 76) { fail(`The cosignature of ${name} has another length.`); }
    const time = isCosignature ? raw.slice(4, 12).reduce((sum, b) => sum * 256n + BigInt(b), 0n) : 0n;
    const message = utf8(isCosignature ? `cosignature/v1\ntime ${time}\n${text}` : text);
    if (!await key.verify(message, raw.slice(isCosignature ? 12 : 4))) { fail(`The signature of ${name} on a checkpoint is wrong.`); }
    signed.set(key.called, raw.slice(4));
  }
  for (const key of [log, ...witnesses]) { if (!signed.has(key.called)) { fail(`${key.name} did not sign a checkpoint.`); } }
  const [origin, size, root, ...rest] = text.split("\n");
  if (rest.length < 1 || origin !== log.name || !/^(?:0|[1-9][0-9]*)$/.test(size)) { fail("A checkpoint is malformed, or of another log."); }
  const hash = fromBase64(root);
  if (hash.length !== 32) { fail("The root of a checkpoint has another length."); }
  return { text, size: whole(Number(size), "size of a checkpoint"), root: hash, signed };
}

/** For each step from a leaf up to the root of a tree of RFC 6962, whether the sibling is on the right. */
export function sides(index, size) {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) { fail("A place is outside its tree."); }
  const down = [];
  while (size > 1) {
    let left = 1;
    while (2 * left < size) { left *= 2; }
    if (index < left) { down.push(true); size = left; } else { down.push(false); index -= left; size -= left; }
  }
  return down.reverse();
}

/** The root that a leaf and its way lead to; inner nodes begin with a tag. */
export async function climb(tag, leaf, index, size, path) {
  const right = sides(index, size);
  if (right.length !== path.length) { fail("A way has another length than its tree."); }
  for (let i = 0; i < path.length; i++) { leaf = right[i] ? await sha(Uint8Array.of(tag), leaf, path[i]) : await sha(Uint8Array.of(tag), path[i], leaf); }
  return leaf;
}

/** The entry of a leaf and its document, which it has to commit to, in the tree of a checkpoint. */
export async function openLeaf(what, entry, index, path, salt, document, checkpoint) {
  if (!equal(await climb(1, await sha(Uint8Array.of(0), entry), index, checkpoint.size, path), checkpoint.root)) { fail(`The leaf of the ${what} is not in the log.`); }
  let leaf;
  try { leaf = JSON.parse(textOf(entry, `leaf of the ${what}`)); } catch { fail(`The leaf of the ${what} cannot be read.`); }
  const commitment = hexOf(await sha(salt, await sha(document)));
  if (leaf?.kind !== "disclosure" || leaf.committed?.document !== commitment) { fail(`The document of the ${what} is not the one that the log holds.`); }
  return leaf;
}
