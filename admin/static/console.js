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
  const channels = (colour) => [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
  const luminance = (colour) => channels(colour).reduce((sum, channel, place) => {
    const share = channel / 255;
    return sum + [0.2126, 0.7152, 0.0722][place] * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  }, 0);
  const contrast = (one, other) => {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  // As the shop does: the nearest shade towards black or white that can be read on the paper.
  const readable = (name) => {
    const paper = value("paper");
    const towards = luminance(paper) > 0.18 ? 0 : 255;
    for (let share = 0; share <= 100; share += 2) {
      const mixed = channels(value(name)).map((channel) => Math.round(channel + ((towards - channel) * share) / 100));
      const shade = `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
      if (contrast(shade, paper) >= 4.5) return shade;
    }
    return towards ? "#ffffff" : "#000000";
  };
  const draw = () => {
    preview.style.backgroundColor = value("paper");
    preview.style.color = readable("ink");
    preview.style.borderColor = value("line");
    preview.style.fontFamily = `"${family("text_font")}", sans-serif`;
    preview.style.borderRadius = `${value("radius")}px`;
    preview.querySelector(".preview-picture").style.backgroundColor = value("ground");
    preview.querySelector(".preview-name").style.fontFamily = `"${family("display_font")}", sans-serif`;
    preview.querySelector(".preview-name").style.fontSize = `${value("scale") ** 3}rem`;
    preview.querySelector(".preview-text").style.color = readable("muted");
    preview.querySelector(".preview-link").style.color = readable("accent");
  };
  preview.dataset.isLive = "";
  face.addEventListener("input", draw);
  draw();
}
