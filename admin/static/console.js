// Makes pleasant what works without it: asks before what is grave, and keeps the menu's focus where it belongs.

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.asks;
  if (question && !window.confirm(question)) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  const button = event.submitter;
  if (button) setTimeout(() => { button.disabled = true; });
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});

window.addEventListener("hashchange", () => {
  if (location.hash === "#menu") document.querySelector("#menu .close-menu")?.focus();
});

// The face of the shop, shown as it is chosen; set property by property, as the policy of the page has it.
const face = document.querySelector("form[data-face]");
const preview = face?.querySelector("[data-preview]");
if (preview) {
  const value = (name) => face.elements[name].value;
  const family = (name) => face.elements[name].selectedOptions[0].text;
  const draw = () => {
    preview.style.backgroundColor = value("paper");
    preview.style.color = value("ink");
    preview.style.borderColor = value("line");
    preview.style.fontFamily = `"${family("text_font")}", sans-serif`;
    preview.style.borderRadius = `${value("radius")}px`;
    preview.querySelector(".preview-picture").style.backgroundColor = value("ground");
    preview.querySelector(".preview-name").style.fontFamily = `"${family("display_font")}", sans-serif`;
    preview.querySelector(".preview-name").style.fontSize = `${value("scale") ** 3}rem`;
    preview.querySelector(".preview-text").style.color = value("muted");
    preview.querySelector(".preview-link").style.color = value("accent");
  };
  preview.dataset.isLive = "";
  face.addEventListener("input", draw);
  draw();
}
