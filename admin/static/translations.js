// At the keyboard: Ctrl or ⌘ with Enter keeps a translation, Alt with Page Up or Down goes to its neighbours.

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-translation]");
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  const rel = event.altKey && { PageUp: "prev", PageDown: "next" }[event.key];
  if (rel) document.querySelector(`a[rel="${rel}"]`)?.click();
});
