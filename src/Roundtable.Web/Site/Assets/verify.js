// Verifies a session's leaves in the browser: nothing here asks the server whether it is right.
// RFC 6962 and RFC 9162 for the tree, C2SP tlog-proof, tlog-checkpoint and signed-note for the bytes, RFC 8032 for the signature.
import { t } from "./site.js";

const region = document.getElementById("verify");
const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const hexOf = bytes => [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");
const fromHex = text => Uint8Array.from(text.match(/../g) ?? [], h => parseInt(h, 16));
const join = (...parts) => new Uint8Array(parts.flatMap(p => [...p]));
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

class Failed extends Error {}

/** Reads a tlog-proof that carries its leaf. */
function read(text) {
  const lines = text.split("\n");
  const blank = lines.indexOf("");
  if (lines[0] !== "c2sp.org/tlog-proof@v1" || !lines[1]?.startsWith("extra ") || !/^index \d+$/.test(lines[2] ?? "") || blank < 3) {
    throw new Failed(t("The server's answer is no proof."));
  }
  const note = lines.slice(blank + 1);
  const end = note.indexOf("");
  const extra = JSON.parse(new TextDecoder().decode(bytesOf(lines[1].slice(6))));
  return {
    index: BigInt(lines[2].slice(6)),
    path: lines.slice(3, blank).map(bytesOf),
    entry: bytesOf(extra.leaf),
    opened: extra.opened,
    keys: extra.keys,
    origin: note[0],
    size: BigInt(note[1]),
    root: bytesOf(note[2]),
    signed: note.slice(0, end).join("\n") + "\n",
    signatures: note.slice(end + 1).filter(l => l.startsWith("— ")).map(l => l.slice(2).split(" ")),
  };
}

/** RFC 9162, 2.1.3.2: the root that the leaf and its path lead to. */
async function rootOf({ index, size, path, entry }) {
  if (index >= size) { throw new Failed(t("The checkpoint does not reach to the leaf.")); }
  let [fn, sn, hash] = [index, size - 1n, await sha256(join([0], entry))];
  for (const node of path) {
    if (sn === 0n) { throw new Failed(t("The path is too long.")); }
    if (fn % 2n === 1n || fn === sn) {
      hash = await sha256(join([1], node, hash));
      while (fn % 2n === 0n && fn !== 0n) { fn >>= 1n; sn >>= 1n; }
    } else {
      hash = await sha256(join([1], hash, node));
    }
    fn >>= 1n; sn >>= 1n;
  }
  if (sn !== 0n) { throw new Failed(t("The path is too short.")); }
  return hash;
}

/** The key among those listed that signed the checkpoint; null where this browser cannot tell. */
async function signer(proof) {
  for (const listed of proof.keys) {
    const [name, id] = listed.split("+");
    const key = bytesOf(listed.split("+").slice(2).join("+"));
    if (name !== proof.origin || key[0] !== 1) { continue; }
    for (const [by, signature] of proof.signatures) {
      const bytes = bytesOf(signature ?? "");
      if (by !== name || hexOf(bytes.slice(0, 4)) !== id) { continue; }
      let imported;
      try { imported = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]); } catch { return null; }
      if (await crypto.subtle.verify("Ed25519", imported, bytes.slice(4), new TextEncoder().encode(proof.signed))) { return listed; }
    }
  }
  throw new Failed(t("The checkpoint is not signed by a key that the log lists."));
}

async function verify(row, session) {
  const answer = await fetch(`${region.dataset.base}/leaves/${row.dataset.leaf}`);
  if (!answer.ok) { throw new Failed((await answer.json()).title ?? t("The proof cannot be had now.")); }
  const proof = read(await answer.text());
  if (proof.index !== BigInt(row.dataset.leaf)) { throw new Failed(t("The proof is of another leaf.")); }
  if (!equal(await rootOf(proof), proof.root)) { throw new Failed(t("The path does not lead to the checkpoint's root.")); }
  const key = await signer(proof);
  const leaf = JSON.parse(new TextDecoder().decode(proof.entry));
  if (leaf.session !== session.id) { throw new Failed(t("The leaf is of another session.")); }
  let same = false;
  if (proof.opened.output) {
    const content = bytesOf(proof.opened.output.content);
    const commitment = await sha256(join(fromHex(proof.opened.output.salt), await sha256(content)));
    if (hexOf(commitment) !== leaf.committed?.output) { throw new Failed(t("The answer is not the one that the leaf commits to.")); }
    const said = session.kind === "fused" ? [...session.answers, ...session.reviews, ...session.drafts] : session.rounds.flatMap(r => r.ballots);
    const ballot = said.find(b => b.receipt.leaf === Number(proof.index));
    if (ballot && ballot.text !== new TextDecoder().decode(content)) { throw new Failed(t("The page shows another answer than the one on the record.")); }
    same = Boolean(ballot);
  }
  return { key, size: proof.size, same };
}

async function all() {
  const result = document.getElementById("verify-result");
  const button = document.getElementById("verify-all");
  button.disabled = true;
  const rows = [...document.querySelectorAll("tr[data-leaf]")];
  let [good, same, key, size, bad] = [0, 0, null, 0n, 0];
  try {
    const session = await (await fetch(`${region.dataset.base}.json`)).json();
    for (const row of rows) {
      const mark = row.querySelector(".verified");
      try {
        const found = await verify(row, session);
        [good, same, key, size] = [good + 1, same + found.same, found.key, found.size];
        mark.textContent = t("verified"); mark.className = "verified yes";
      } catch (error) {
        bad++;
        mark.textContent = error instanceof Failed ? error.message : t("The server cannot be reached."); mark.className = "verified no";
      }
      result.textContent = t("{0} of {1} leaves verified…", good, rows.length);
    }
    result.textContent = [
      bad ? t("{0} of {1} leaves verified; {2} did not check out.", good, rows.length, bad) : t("{0} of {1} leaves verified.", good, rows.length),
      key ? t("This browser hashed each leaf, followed its path to the root of the log's checkpoint over {0} leaves, checked the signature of {1} on it, and found {2} answers letter for letter as the session has them.", size, key.split("+")[0], same)
        : t("This browser hashed each leaf, followed its path to the root of the log's checkpoint over {0} leaves, could not check the checkpoint's signature, because it does not know Ed25519, and found {1} answers letter for letter as the session has them.", size, same),
      key ? t("The key came with the page: compare {0} with one you got elsewhere.", key.split("+")[1]) : t("The key came with the page: compare it with one you got elsewhere."),
    ].join(" ");
  } catch {
    result.textContent = t("The session cannot be fetched now. Try again in a moment.");
  }
  button.disabled = false;
}

if (region && globalThis.crypto?.subtle) {
  document.getElementById("verify-all").addEventListener("click", all);
} else if (region) {
  document.getElementById("verify-all").remove();
  document.getElementById("verify-result").textContent = t("Browsers compute digests on secure pages only: open this site over https, or on the computer that serves it.");
}
