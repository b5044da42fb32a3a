// What a page gains with script: filters that apply as they are chosen, stores near one's own place, and a
// quiet word when the shop could be read in a language or market that suits better. Nothing depends on it.
(() => {
  const root = document.documentElement;

  function near(event) {
    const button = event.target.closest("[data-near]");
    if (!button) return;
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const asked = new FormData(button.form);
        asked.delete("q");
        asked.set("at", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
        location.assign(`${button.form.action}?${new URLSearchParams(asked)}`);
      },
      () => { button.hidden = true; document.querySelector("#place")?.focus(); },
      { maximumAge: 600000, timeout: 8000 },
    );
  }

  function fits() {
    const [wanted = ""] = navigator.languages || [navigator.language];
    const [language, country] = [wanted.split("-")[0], wanted.split("-").pop().toUpperCase()];
    const [read, ...rest] = root.dataset.hreflang.split("-");
    return read === language && (!wanted.includes("-") || country.length !== 2 || country === rest.pop());
  }

  async function suggest() {
    const place = document.querySelector("#suggestion");
    if (!place || !root.dataset.hreflang || fits() || localStorage.getItem("stays")) return;
    const answer = await fetch(`/suggestion?edition=${root.dataset.edition}`);
    if (answer.status !== 200) return;
    place.innerHTML = await answer.text();
    const form = place.firstElementChild;
    const same = document.querySelector(`link[hreflang="${form.dataset.hreflang}"]`);
    if (same) form.querySelector("[name=to]").value = new URL(same.href).pathname;
  }

  document.addEventListener("click", (event) => {
    near(event);
    if (event.target.closest("[data-dismiss]")) {
      localStorage.setItem("stays", "1");
      document.querySelector("#suggestion").replaceChildren();
    }
  });
  // An address worth passing on names only what was asked.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") return;
    for (const [name, value] of [...detail.formData]) if (value === "") detail.formData.delete(name);
  });
  if (navigator.globalPrivacyControl) document.querySelector("[data-gpc]")?.removeAttribute("hidden");
  if ("geolocation" in navigator) document.querySelectorAll("[data-near]").forEach((button) => { button.hidden = false; });
  // The button that applies filters is for those without script; here each choice applies itself.
  document.querySelectorAll("[data-applies]").forEach((button) => { button.hidden = true; });
  document.addEventListener("htmx:afterSwap", () => document.querySelectorAll("[data-applies]").forEach((button) => { button.hidden = true; }));
  suggest().catch(() => {});
})();
