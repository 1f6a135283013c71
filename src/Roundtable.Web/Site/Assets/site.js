// What every page has: one place that sets HTML, one that tells people who do not see what changed, and small comforts.
const policy = globalThis.trustedTypes?.createPolicy("roundtable", { createHTML: html => html });

/** Replaces what is in an element by HTML that this site rendered. */
export function fill(element, html) {
  element.innerHTML = policy ? policy.createHTML(html) : html;
}

/** The elements of HTML that this site rendered. */
export function parse(html) {
  const template = document.createElement("template");
  fill(template, html);
  return template.content;
}

const texts = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/** A text in the reader's language, with values in the places {0}, {1}, …; the English text is its key. */
export function t(text, ...values) {
  return (texts[text] ?? text).replace(/\{(\d)\}/g, (_, place) => values[place]);
}

let fading;

/** Says something to everybody, also to those who hear the page. */
export function tell(text, visibly = true) {
  const place = document.getElementById("told");
  place.textContent = text;
  place.classList.toggle("shown", visibly);
  clearTimeout(fading);
  fading = setTimeout(() => place.classList.remove("shown"), 4000);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

for (const input of document.querySelectorAll("input[readonly]")) {
  input.addEventListener("focus", () => input.select());
}

document.getElementById("problems")?.focus();

// Rows of the navigation that scroll sideways show where one is.
for (const row of document.querySelectorAll(".top nav, .places")) {
  const here = row.querySelector("[aria-current]");
  if (here && row.scrollWidth > row.clientWidth) {
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
}

// "?" opens the words and keys beside what is read; without this script the link leads to their page.
const link = document.getElementById("help-link");
let help;
async function showHelp() {
  if (!help) {
    help = document.createElement("dialog");
    help.className = "help";
    help.setAttribute("aria-label", t("Help"));
    try {
      const answer = await fetch(link.href);
      const page = parse(await answer.text()).querySelector("#main");
      page.querySelector("form[method=dialog]").hidden = false;
      help.append(...page.childNodes);
    } catch {
      help = undefined;
      location.assign(link.href);
      return;
    }
    document.body.append(help);
    help.addEventListener("close", () => link.focus());
  }
  help.showModal();
}
link?.addEventListener("click", event => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey && location.pathname !== "/words") {
    event.preventDefault();
    showHelp();
  }
});

// "/" leads to the search, as in most places; not while somebody types.
document.addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "?" && link && !typing && !document.getElementById("keys") && !document.querySelector("dialog[open]") && location.pathname !== "/words") {
    event.preventDefault();
    showHelp();
  }
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const find = document.getElementById("find-all");
    if (find) {
      event.preventDefault();
      find.focus();
      find.select();
    }
  }
});
