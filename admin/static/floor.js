// Scanning without waiting: each entry is kept here till the house has it, and is sent with a key of its own,
// so that one sent twice counts once. Without this script every scan is a form like any other.

const selects = document.querySelector("[data-selects]");
selects?.select();

const sheet = () => document.querySelector("form[data-tally]");
const store = `tally ${location.pathname}`;
const read = () => { try { return JSON.parse(localStorage.getItem(store)) ?? []; } catch { return []; } };
let queue = sheet() ? read() : [];
let isSending = false;

const keep = () => { try { localStorage.setItem(store, JSON.stringify(queue)); } catch { /* private windows keep nothing */ } };
const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const add = (fields) => {
  queue.push({ key: key(), ...fields });
  keep();
  send();
};

const show = (markup) => {
  const before = sheet();
  const after = new DOMParser().parseFromString(markup, "text/html").querySelector("form[data-tally]");
  if (!after) return location.reload();
  const held = document.activeElement;
  for (const box of before.querySelectorAll("input[type='checkbox']")) {
    if (after.elements[box.name]) after.elements[box.name].checked = box.checked;
  }
  const scan = after.querySelector("[data-scan]");
  if (scan) scan.value = before.querySelector("[data-scan]")?.value ?? "";
  const cell = held?.name?.startsWith("units-") && after.elements[held.name];
  if (cell && held.value !== held.defaultValue) cell.value = held.value;
  before.replaceWith(after);
  (cell || scan)?.focus();
  if (cell) cell.select();
};

const send = async () => {
  if (isSending || !queue.length) return;
  isSending = true;
  const form = sheet();
  form.querySelector("[data-scan]")?.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams({ ...queue[0], csrf_token: form.elements.csrf_token.value });
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { "HX-Request": "true" } });
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (answer.redirected) return location.reload();
    const markup = await answer.text();
    queue.shift();
    keep();
    show(markup);
  } catch {
    setTimeout(send, 3000);
  } finally {
    isSending = false;
    if (queue.length && sheet()) setTimeout(send);
    else sheet()?.querySelector("[data-scan]")?.removeAttribute("aria-busy");
  }
};

const whenSent = (action) => {
  if (queue.length) return void setTimeout(whenSent, 200, action);
  const form = sheet();
  form.requestSubmit(form.querySelector(`[formaction="${action}"]`));
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-tally]") || event.defaultPrevented) return;
  const ends = event.submitter?.hasAttribute("data-ends");
  if (ends && !queue.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (ends) return void whenSent(event.submitter.getAttribute("formaction"));
  const scan = form.querySelector("[data-scan]");
  if (scan.value.trim()) add({ scan: scan.value });
  scan.value = "";
  scan.focus();
}, true);

document.addEventListener("change", (event) => {
  const cell = event.target;
  if (!cell.matches("form[data-tally] [name^='units-']") || !/^\d+$/.test(cell.value)) return;
  const before = cell.form.elements[cell.name.replace("units-", "was-")];
  if (before.value === cell.value) return;
  add({ [cell.name]: cell.value, [before.name]: before.value });
  before.value = cell.value;
});

addEventListener("online", send);
if (queue.length) send();
