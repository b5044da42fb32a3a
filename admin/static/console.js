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
