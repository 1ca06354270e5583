// Filter by text and verdict; open everything for print. Without scripts the page shows it all.
const scenarios = [...document.querySelectorAll(".scenario")];
const text = document.getElementById("text");
const shown = document.getElementById("shown");
const words = new Map(scenarios.map((one) => {
  const feature = one.closest(".feature");
  const context = feature.querySelector("h3").textContent + feature.querySelector(".source").textContent;
  return [one, (context + " " + one.textContent).toLocaleLowerCase()];
}));

function verdict() {
  return document.querySelector("input[name=verdict]:checked").value;
}

function filter() {
  const wanted = text.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const one of scenarios) {
    const fits = (!verdict() || one.dataset.verdict === verdict())
      && wanted.every((word) => words.get(one).includes(word));
    one.hidden = !fits;
    count += fits;
  }
  for (const part of document.querySelectorAll(".feature, .block")) {
    part.hidden = !part.querySelector(".scenario:not([hidden])");
  }
  document.getElementById("nothing").hidden = count > 0;
  shown.textContent = count === scenarios.length ? "" : `${count} of ${scenarios.length} scenarios`;
}

function open(all) {
  for (const one of document.querySelectorAll("main details")) one.open = all;
}

let before = [];
addEventListener("beforeprint", () => {
  before = [...document.querySelectorAll("main details[open]")];
  open(true);
});
addEventListener("afterprint", () => {
  open(false);
  for (const one of before) one.open = true;
});

document.querySelector(".tools").hidden = false;
document.getElementById("open").addEventListener("click", () => open(true));
document.getElementById("close").addEventListener("click", () => open(false));
text.addEventListener("input", filter);
for (const choice of document.querySelectorAll("input[name=verdict]")) {
  choice.addEventListener("change", filter);
}
