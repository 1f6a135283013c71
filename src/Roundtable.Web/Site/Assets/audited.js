// The page on which a reader verifies files of their own: they are read here and sent nowhere.
import { Failed, verifyAttestation, verifyAudit } from "./audit.js";
import { hexOf, sha } from "./proofs.js";
import { t } from "./site.js";

const MaxShown = 50;
const form = document.getElementById("verify-files");
const result = document.getElementById("verify-files-result");

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
const english = element => Object.assign(element, { lang: "en", dir: "ltr" }); // what a verifier says of bytes is said as the other verifiers say it
const items = texts => texts.reduce((all, text) => (all.append(element("li", text)), all), element("ul", ""));
const list = (title, texts) => texts.length === 0 ? [] : [element("h3", title), items(texts)];
const classOf = c => [c.origin, ...c.models, ...c.licences].join(", ");

function showAudit(found) {
  const { corpus, strata, rows } = found;
  const table = document.createElement("table");
  const head = document.createElement("tr");
  for (const title of [t("Place"), t("Counted as"), t("Row")]) { head.append(Object.assign(element("th", title), { scope: "col" })); }
  table.append(element("caption", t("Opened rows: the first {0} of {1}", Math.min(MaxShown, rows.length), rows.length)), head);
  for (const row of rows.slice(0, MaxShown)) {
    const line = document.createElement("tr");
    const text = new TextDecoder().decode(row.content);
    line.append(element("td", row.place), element("td", classOf(corpus.classes[row.class])), Object.assign(element("td", text.length > 400 ? `${text.slice(0, 400)}…` : text), { dir: "auto" }));
    table.append(line);
  }
  const scroll = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: 0, role: "region", ariaLabel: t("Opened rows, as a table") });
  scroll.append(table);
  const isSound = found.faults.length === 0 && strata.every(s => s.wrong === 0);
  return [
    element("h2", isSound ? t("It holds") : t("It holds together, and something is wrong")),
    element("p", [
      t("{0} (rows: {1}): commitment of leaf {2}, challenge of leaf {3} by {4}.", corpus.name, corpus.total.rows, found.commitment, found.challenge, found.by),
      t("Every hash, sum and signature was recomputed here, with the key {0}.", found.log),
      found.witnesses.length > 0 ? t("The challenge names the witnesses who had a part in the sample: {0}.", found.witnesses.join(", ")) : t("No witness had a part in the sample."),
    ].join(" ")),
    ...list(t("Draws"), strata.map(s => drawn(s, found))),
    ...found.faults.length === 0 ? [] : [element("h3", t("What is wrong")), english(items(found.faults))],
    element("p", t("Whether a row is what it was counted as is yours to judge.")), scroll,
  ];
}

function drawn(stratum, { corpus, strata, unit, alpha }) {
  const [of, risk] = [stratum.class === undefined ? t("All rows") : classOf(corpus.classes[stratum.class]), Number(alpha) / strata.length];
  const counts = unit === "rows" ? t("{0}: rows drawn {1}, not opened {2}, wrong {3}.", of, stratum.drawn, stratum.notOpened, stratum.wrong)
    : t("{0}: bytes drawn {1}, not opened {2}, wrong {3}.", of, stratum.drawn, stratum.notOpened, stratum.wrong);
  return stratum.wrong > 0 ? counts : `${counts} ` + t("If you find nothing wrong with the rows either, at most {0} % are counted wrongly, with a risk of {1} %.",
    (100 * (1 - risk ** (1 / stratum.drawn))).toFixed(2), 100 * risk);
}

function showAttestation(found) {
  const isSound = found.missing.length + found.changed.length === 0;
  return [
    element("h2", isSound ? t("It holds") : t("The files are not those that were attested")),
    element("p", t("The key {0} signed which files are those of {1} (files: {2}), and its log holds that as leaf {3}. Files are compared by their SHA-256.",
      found.log, found.entry, found.files, found.leaf)),
    ...list(t("Not chosen here"), found.missing), ...list(t("Changed"), found.changed), ...list(t("Not attested"), found.extra),
  ];
}

class NothingChosen extends Error {}

async function verify() {
  const files = [...document.getElementById("verify-files-file").files];
  const key = document.getElementById("verify-files-key").value.trim();
  const bytesOf = async file => new Uint8Array(await file.arrayBuffer());
  const proof = files.find(f => f.name.endsWith(".tlog-proof"));
  const main = proof ? files.find(f => `${f.name}.tlog-proof` === proof.name) : files.find(f => f.name.endsWith(".json"));
  if (!main) { throw new NothingChosen(); }
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
  result.replaceChildren(element("p", t("Verifying…")));
  try {
    result.replaceChildren(...await verify());
  } catch (error) {
    const why = error instanceof NothingChosen ? element("p", t("Choose audit.json, or an attestation with its .tlog-proof and the files that it names."))
      : error instanceof Failed ? english(element("p", error.message))
      : element("p", t("It cannot be read: it is not such a file, or it is damaged."));
    result.replaceChildren(element("h2", t("It does not hold")), why);
  }
});

if (form && !globalThis.crypto?.subtle) {
  result.replaceChildren(element("p", t("Browsers compute digests on secure pages only: open this site over https, or on the computer that serves it.")));
}
