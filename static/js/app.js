// Small comforts: every page works without them.
const field = () => document.querySelector(".search input");

// Theme: as the system, light, dark.
const THEMES = ["system", "light", "dark"];
const button = document.getElementById("theme");

function showTheme(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  button.setAttribute("aria-label", button.dataset[name]);
  button.title = button.dataset[name];
  for (const icon of button.children) icon.hidden = icon.dataset.themeIcon !== name;
}

function nextTheme() {
  const now = localStorage.getItem("theme") || "system";
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  if (next === "system") localStorage.removeItem("theme");
  else localStorage.setItem("theme", next);
  showTheme(next);
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", nextTheme);
  showTheme(localStorage.getItem("theme") || "system");
}

// On a telephone the sections scroll sideways: the one in hand is in sight.
document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Keyboard: a row is reached by its first link, so Enter needs no code.
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("main .rows tbody tr")].filter((row) => row.querySelector("a, input"));
const rowInHand = () => document.activeElement.closest(".rows tbody tr");

function step(by) {
  const all = rows();
  const at = all.indexOf(rowInHand());
  const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  row?.querySelector("a, input").focus();
}

const KEYS = {
  "/": () => field()?.select(),
  "?": () => document.getElementById("shortcuts")?.togglePopover(),
  j: () => step(1),
  k: () => step(-1),
  x: () => rowInHand()?.querySelector("input[type=checkbox]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const search = event.key === "k" && (event.ctrlKey || event.metaKey);
  if (!search && (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))) return;
  const action = search ? KEYS["/"] : KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// One box chooses all the rows of its table.
document.addEventListener("change", ({ target }) => {
  if (!target.dataset.picks) return;
  for (const box of target.form.querySelectorAll(`[name="${target.dataset.picks}"]`)) box.checked = target.checked;
});

// A second click of the same gesture is no second act; a form that stays may be sent again.
const GESTURE = 2000; // milliseconds
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
  setTimeout(() => sent.delete(form), GESTURE);
});

// Numbers are shown in pairs and copied in one piece.
const SHOWN = /(?<!\d)0\d(?:[ \u00a0\u202f]\d\d){4}(?!\d)/g;

document.addEventListener("copy", (event) => {
  const shown = isTyping(event.target) ? "" : String(getSelection());
  const copied = shown.replace(SHOWN, (number) => number.replace(/\s/g, ""));
  if (copied === shown) return;
  event.clipboardData.setData("text/plain", copied);
  event.preventDefault();
});

// htmx: a failure is said, and a session that is over leads to the login page.
const messages = document.getElementById("messages");

function sayFailure() {
  const notice = document.createElement("div");
  notice.className = "notice error";
  notice.textContent = messages.dataset.failed;
  messages.replaceChildren(notice);
}

document.addEventListener("htmx:responseError", sayFailure);
document.addEventListener("htmx:sendError", sayFailure);
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL).pathname;
  if (answered !== messages.dataset.login) return;
  event.detail.shouldSwap = false;
  location.reload();
});
