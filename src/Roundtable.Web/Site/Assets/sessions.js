// The list: whatever is chosen is looked for at once.
const filter = document.querySelector(".filter");
for (const field of filter.querySelectorAll("select, input[type=date]")) {
  field.addEventListener("change", () => filter.requestSubmit());
}
