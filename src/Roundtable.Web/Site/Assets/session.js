// A finished session: filters without loading again, the excerpt under the pointer, the section that is read.
import { parse, t, tell } from "./site.js";

for (const link of document.querySelectorAll(".excerpt a")) {
  // What it leads to must not stay behind the excerpt.
  link.addEventListener("click", () => link.closest(".excerpt").hidePopover());
}

const filter = document.querySelector(".filter");
if (filter) {
  const all = !new URLSearchParams(location.search).has("seat");
  filter.addEventListener("change", event => {
    if (!all) {
      filter.requestSubmit();
      return;
    }
    const { seat, round, option } = Object.fromEntries(new FormData(filter));
    for (const ballot of document.querySelectorAll(".ballot, .absence")) {
      ballot.hidden = (seat && ballot.dataset.seat !== seat) || (option && ballot.dataset.option !== option);
      // Whoever chose some of them wants to read these.
      const fold = ballot.querySelector("details");
      if (fold) { fold.open = !ballot.hidden && Boolean(seat || round || option); }
    }
    for (const section of document.querySelectorAll(".round")) {
      section.hidden = round && section.dataset.round !== round;
    }
    event.stopPropagation();
  });
}

const unfold = document.getElementById("unfold");
if (unfold) {
  const folds = [...document.querySelectorAll(".ballot > details")];
  const name = () => { unfold.textContent = folds.every(f => f.open) ? t("Fold all") : t("Unfold all"); };
  unfold.addEventListener("click", () => {
    const open = !folds.every(f => f.open);
    for (const fold of folds) { fold.open = open; }
  });
  for (const fold of folds) { fold.addEventListener("toggle", name); }
  name();
  // On paper nothing can be unfolded.
  let before = [];
  addEventListener("beforeprint", () => {
    before = folds.filter(f => !f.open);
    for (const fold of before) { fold.open = true; }
  });
  addEventListener("afterprint", () => {
    for (const fold of before) { fold.open = false; }
  });
}

const hover = matchMedia("(hover: hover)");
for (const cite of document.querySelectorAll("button.cite")) {
  const excerpt = cite.popoverTargetElement;
  let opening, pinned = false;
  cite.addEventListener("pointerenter", () => {
    if (hover.matches) {
      opening = setTimeout(() => { if (!excerpt.matches(":popover-open")) { excerpt.showPopover(); } }, 250);
    }
  });
  cite.addEventListener("click", event => {
    // Hovering has opened it already: the click keeps it.
    if (excerpt.matches(":popover-open") && !pinned && hover.matches) {
      event.preventDefault();
    }
    pinned = true;
  });
  cite.addEventListener("pointerleave", () => {
    clearTimeout(opening);
    if (!pinned && excerpt.matches(":popover-open") && !excerpt.matches(":hover")) {
      excerpt.hidePopover();
    }
  });
  excerpt.addEventListener("toggle", event => { if (event.newState === "closed") { pinned = false; } });
}

for (const link of document.querySelectorAll("a.whole")) {
  link.addEventListener("click", async event => {
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      const whole = parse(await answer.text()).querySelector(".ballot .prose");
      if (whole) {
        link.closest(".ballot").querySelector(".prose").replaceWith(whole);
        link.parentElement.remove();
      } else {
        location.assign(link.href);
      }
    } catch {
      // The server is unreachable; or the page is being left, and then nobody reads this.
      tell(t("The whole answer cannot be fetched now. Try again in a moment."));
    }
  });
}

const links = new Map([...document.querySelectorAll(".sections a")].map(a => [a.hash.slice(1), a]));
const seen = new IntersectionObserver(entries => {
  for (const entry of entries.filter(e => e.isIntersecting)) {
    for (const [id, link] of links) {
      if (id === entry.target.id) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    }
  }
}, { rootMargin: "-20% 0px -70% 0px" });
for (const id of links.keys()) {
  const section = document.getElementById(id);
  if (section) { seen.observe(section); }
}
