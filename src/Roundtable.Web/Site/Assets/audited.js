// The page on which a reader verifies files of their own: they are read here and sent nowhere.
import { Failed, verifyAttestation, verifyAudit } from "./audit.js";
import { hexOf, sha } from "./proofs.js";

const MaxShown = 50;
const form = document.getElementById("verify-files");
const result = document.getElementById("verify-files-result");

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
const list = (title, items) => items.length === 0 ? [] : [element("h3", title), items.reduce((all, i) => (all.append(element("li", i)), all), element("ul", ""))];
const classOf = c => [c.origin, ...c.models, ...c.licences].join(", ");

function showAudit(found) {
  const { corpus, strata, rows } = found;
  const table = document.createElement("table");
  const head = document.createElement("tr");
  for (const title of ["Place", "Counted as", "Row"]) { head.append(Object.assign(element("th", title), { scope: "col" })); }
  table.append(element("caption", `The first ${Math.min(MaxShown, rows.length)} of ${rows.length} opened rows`), head);
  for (const row of rows.slice(0, MaxShown)) {
    const line = document.createElement("tr");
    const text = new TextDecoder().decode(row.content);
    line.append(element("td", row.place), element("td", classOf(corpus.classes[row.class])), Object.assign(element("td", text.length > 400 ? `${text.slice(0, 400)}…` : text), { dir: "auto" }));
    table.append(line);
  }
  const scroll = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Opened rows, as a table" });
  scroll.append(table);
  const isSound = found.faults.length === 0 && strata.every(s => s.wrong === 0);
  return [
    element("h2", isSound ? "It holds" : "It holds together, and something is wrong"),
    element("p", `${corpus.name}, ${corpus.total.rows} rows: commitment of leaf ${found.commitment}, challenge of leaf ${found.challenge} by ${found.by}. Every hash, sum and signature was `
      + `recomputed here, with the key ${found.log}` + (found.witnesses.length > 0 ? ` and the witnesses ${found.witnesses.join(", ")}, who are named by the challenge.` : ". No witness had a part in the sample.")),
    ...list("Draws", strata.map(s => `${s.class === undefined ? "All rows" : classOf(corpus.classes[s.class])}: ${s.drawn} draws by ${found.unit}, ${s.notOpened} not opened, ${s.wrong} wrong`
      + (s.wrong === 0 ? `; if you find nothing wrong with the rows either, at most ${(100 * (1 - (Number(found.alpha) / strata.length) ** (1 / s.drawn))).toFixed(2)} % are counted wrongly, with a risk of `
        + `${100 * Number(found.alpha) / strata.length} %` : ""))),
    ...list("What is wrong", found.faults),
    element("p", "Whether a row is what it was counted as is yours to judge."), scroll,
  ];
}

function showAttestation(found) {
  const isSound = found.missing.length + found.changed.length === 0;
  return [
    element("h2", isSound ? "It holds" : "The files are not those that were attested"),
    element("p", `The key ${found.log} signed that ${found.files} files are those of ${found.entry}, and its log holds that as leaf ${found.leaf}. Files are compared by their SHA-256.`),
    ...list("Not chosen here", found.missing), ...list("Changed", found.changed), ...list("Not attested", found.extra),
  ];
}

async function verify() {
  const files = [...document.getElementById("verify-files-file").files];
  const key = document.getElementById("verify-files-key").value.trim();
  const bytesOf = async file => new Uint8Array(await file.arrayBuffer());
  const proof = files.find(f => f.name.endsWith(".tlog-proof"));
  const main = proof ? files.find(f => `${f.name}.tlog-proof` === proof.name) : files.find(f => f.name.endsWith(".json"));
  if (!main) { throw new Failed("Choose audit.json, or an attestation with its .tlog-proof and the files that it names."); }
  if (!proof) { return showAudit(await verifyAudit(await bytesOf(main), key)); }
  const root = main.webkitRelativePath.slice(0, -main.name.length);
  const digests = new Map();
  for (const file of files.filter(f => f !== main && f !== proof)) {
    digests.set((file.webkitRelativePath || file.name).slice(root.length), hexOf(await sha(await bytesOf(file))));
  }
  return showAttestation(await verifyAttestation(await bytesOf(main), await bytesOf(proof), key, digests));
}

form?.addEventListener("submit", async event => {
  event.preventDefault();
  result.replaceChildren(element("p", "Verifying…"));
  try {
    result.replaceChildren(...await verify());
  } catch (error) {
    const why = error instanceof Failed ? error.message : "It cannot be read: it is not such a file, or it is damaged.";
    result.replaceChildren(element("h2", "It does not hold"), element("p", why));
  }
});

if (form && !globalThis.crypto?.subtle) {
  result.replaceChildren(element("p", "Browsers compute digests on secure pages only: open this site over https, or on the computer that serves it."));
}
