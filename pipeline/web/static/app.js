// What pages can do beyond links and forms; every page reads and searches without it.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

for (const element of all(".needs-js:not([data-saved])")) element.hidden = false;

// A narrow screen begins with its side folded.
if (matchMedia("(max-width: 60rem)").matches) for (const fold of all("details.fold")) fold.open = false;

// Keys: / search, j k and arrows from result to result, Enter opens the focused link, ? help.
const results = all("[data-hit]");
let at = -1;
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing) return;
  if (event.key === "/") { event.preventDefault(); const box = $("[data-search]"); box.focus(); box.select(); }
  if (event.key === "?") location.assign("/help");
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step && results.length) {
    event.preventDefault();
    at = Math.max(0, Math.min(results.length - 1, at + step));
    for (const hit of all(".hit.here")) hit.classList.remove("here");
    results[at].closest(".hit").classList.add("here");
    results[at].focus();
    results[at].scrollIntoView({ block: "nearest" });
  }
});

// Suggestions: how the last word goes on in the corpus, and titles of documents.
const box = $("#q"), list = $("#suggestions");
if (box && list) {
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = box.value.trim();
    if (typed.length < 2 || typed.includes(":")) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      list.replaceChildren(...(await answer.json()).map((row) => {
        const option = document.createElement("option");
        option.value = row.text;
        option.label = row.about;
        return option;
      }));
    }, 200);
  });
}

// Saved searches stay in this browser.
const KEY = "zhengce.searches";
const saved = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; } };
$("[data-save-search]")?.addEventListener("click", (event) => {
  const here = location.pathname + location.search;
  const name = [box?.value, ...all(".chips a:not(.all)").map((chip) => chip.firstChild.textContent.trim())].filter(Boolean).join(" · ");
  localStorage.setItem(KEY, JSON.stringify([{ name, here }, ...saved().filter((s) => s.here !== here)].slice(0, 50)));
  event.target.textContent = "✓";
});
const shelf = $("[data-saved]");
if (shelf && saved().length) {
  shelf.hidden = false;
  $("ul", shelf).append(...saved().filter((s) => String(s.here).startsWith("/search")).map((s) => {
    const item = document.createElement("li"), link = document.createElement("a"), gone = document.createElement("button");
    link.href = s.here;
    link.textContent = s.name || s.here;
    gone.className = "link";
    gone.textContent = "×";
    gone.addEventListener("click", () => { localStorage.setItem(KEY, JSON.stringify(saved().filter((o) => o.here !== s.here))); item.remove(); });
    item.append(link, gone);
    return item;
  }));
}

// What is highlighted is part of the address.
const switches = all("[data-show]");
for (const one of switches) one.addEventListener("change", () => {
  const address = new URL(location.href);
  address.searchParams.set("show", switches.filter((s) => s.checked).map((s) => s.value).join(",") || "none");
  history.replaceState(null, "", address);
});

for (const button of all("[data-copy]")) button.addEventListener("click", async () => {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText("absolute" in button.dataset ? source.href : source.textContent);
  button.textContent = document.body.dataset.copied;
});

// A picture as PNG, at twice its size.
for (const button of all("[data-png]")) button.addEventListener("click", () => {
  const svg = $("svg", document.getElementById(button.dataset.png));
  const wide = svg.viewBox.baseVal.width * 2, high = svg.viewBox.baseVal.height * 2;
  const source = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  const image = new Image(wide, high);
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, wide, high);
    brush.drawImage(image, 0, 0, wide, high);
    URL.revokeObjectURL(source);
    canvas.toBlob((made) => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(made), download: `${button.dataset.png}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  };
  image.src = source;
});
