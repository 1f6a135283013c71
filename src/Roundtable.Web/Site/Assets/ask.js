// The ask page: options and the lineup are edited without loading again; cost and time follow what is chosen.
import { parse, t, tell } from "./site.js";

const form = document.getElementById("ask");
const list = document.getElementById("options");
const letter = index => String.fromCharCode(65 + index);

form.addEventListener("click", event => {
  const button = event.target.closest("button[name=do]");
  const [verb, at] = (button?.value ?? "").split("-");
  const rows = [...list.children];
  if (verb === "add" && rows.length < 26) {
    event.preventDefault();
    const row = rows.at(-1)?.cloneNode(true) ?? parse(`<li><label class="letter o0"></label><input name="option" maxlength="500" dir="auto"><span class="tools"></span></li>`).firstElementChild;
    row.querySelector("input").value = "";
    list.append(row);
    number();
    row.querySelector("input").focus();
    tell(t("Option {0} added.", letter(rows.length)), false);
  } else if (["up", "down", "remove"].includes(verb)) {
    event.preventDefault();
    const row = rows[at], other = verb === "up" ? rows[at - 1] : rows[+at + 1];
    if (verb === "remove") {
      if (rows.length > 1) { row.remove(); (other ?? rows[at - 1])?.querySelector("input").focus(); } else { row.querySelector("input").value = ""; }
    } else if (other) {
      verb === "up" ? other.before(row) : other.after(row);
    }
    number();
    if (verb !== "remove") { (button.disabled ? row.querySelector("input") : button).focus(); }
    tell(verb === "remove" ? t("Option removed.") : verb === "up" ? t("Option moved up.") : t("Option moved down."), false);
    estimate();
  }
});

function number() {
  [...list.children].forEach((row, index, rows) => {
    const [label, input] = [row.querySelector("label"), row.querySelector("input")];
    label.textContent = letter(index);
    label.className = `letter o${index % 8}`;
    label.htmlFor = input.id = `option-${index}`;
    input.ariaLabel = t("Option {0}", letter(index));
    for (const button of row.querySelectorAll("button")) {
      const verb = button.value.split("-")[0];
      button.value = `${verb}-${index}`;
      button.ariaLabel = verb === "remove" ? t("Remove option {0}", letter(index))
        : verb === "up" ? t("Move option {0} up", letter(index)) : t("Move option {0} down", letter(index));
      button.disabled = (verb === "up" && index === 0) || (verb === "down" && index === rows.length - 1);
    }
  });
}

for (const use of document.querySelectorAll("button.use")) {
  use.addEventListener("click", () => {
    const options = JSON.parse(use.dataset.options);
    while (list.children.length > options.length) { list.lastElementChild.remove(); }
    while (list.children.length < options.length) { list.append(list.lastElementChild.cloneNode(true)); }
    options.forEach((option, index) => { list.children[index].querySelector("input").value = option; });
    number();
    use.closest(".warning").remove();
    list.querySelector("input").focus();
    estimate();
  });
}

const filters = document.getElementById("lineup-filter");
if (filters) {
  const rows = [...document.querySelectorAll("#lineup tbody tr")];
  filters.addEventListener("input", event => {
    event.stopPropagation();
    const [words, vendor, price] = ["find", "vendor", "price"].map(id => document.getElementById(id).value);
    let shown = 0;
    for (const row of rows) {
      const chosen = +row.querySelector("input").value > 0;
      const fits = words.toLowerCase().split(/\s+/).every(word => row.dataset.name.includes(word) || (row.dataset.vendor ?? "").toLowerCase().includes(word))
        && (!vendor || row.dataset.vendor === vendor)
        && (!price || (row.dataset.price && +row.dataset.price <= +price));
      row.hidden = !fits && !chosen;
      shown += fits ? 1 : 0;
    }
    tell(t("{0} of {1} models.", shown, rows.length), false);
  });
  // Enter in a search looks; it does not ask.
  filters.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); } });
}

let waiting, asking = new AbortController();
function estimate() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    asking.abort();
    const { signal } = asking = new AbortController();
    const data = new FormData(form);
    data.delete("files");
    // Who sits at the table, and roughly what it costs, is told before the question is written.
    if (!data.get("question").trim()) { data.set("question", "Which?"); }
    try {
      const answer = await fetch("/ask/estimate", { method: "POST", body: data, signal });
      const text = await answer.text();
      if (answer.ok && !signal.aborted) {
        document.getElementById("estimate").replaceWith(parse(text).firstElementChild);
      }
    } catch {
      // A newer estimate, or leaving the page, ends the one under way; otherwise the server is unreachable, and what is shown is old.
      if (!signal.aborted) { document.getElementById("estimate").textContent = t("The estimate cannot be fetched now."); }
    }
  }, 400);
}
form.addEventListener("input", estimate);
form.addEventListener("submit", () => { clearTimeout(waiting); asking.abort(); });
addEventListener("pagehide", () => asking.abort());
estimate();

// Control and Enter asks, as people expect of a field of several lines.
document.getElementById("question").addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { form.requestSubmit(form.querySelector("button.primary")); }
});
