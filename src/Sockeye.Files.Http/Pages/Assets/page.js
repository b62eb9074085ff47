"use strict";

// What the page can do without: sorting and filtering at once, previews, keys, and uploads that go on after a cut.

const table = document.querySelector("table");
const filter = document.getElementById("filter");
const rows = () => [...table.tBodies[0].rows].filter(row => !row.classList.contains("up"));
const linkOf = row => row.querySelector("th a");
const say = (element, text) => { element.textContent = text; return element; };
const make = (tag, parent, className = "") => {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
};

// ── sorting and filtering ──

const keys = {
  name: row => linkOf(row).textContent.toLowerCase(),
  size: row => Number(row.dataset.size),
  modified: row => row.querySelector("time").dateTime,
};

function sortBy(column, isDescending) {
  const key = keys[column];
  const compare = (one, other) =>
    (other.classList.contains("dir") - one.classList.contains("dir"))
    || (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0) * (isDescending ? -1 : 1);
  table.tBodies[0].append(...rows().sort(compare));
  for (const link of table.querySelectorAll("[data-sort]"))
    link.parentElement.setAttribute(
      "aria-sort", link.dataset.sort !== column ? "none" : isDescending ? "descending" : "ascending");
}

function showMatching() {
  const wanted = filter.value.toLowerCase();
  let shown = 0;
  for (const row of rows()) {
    row.hidden = !linkOf(row).textContent.toLowerCase().includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  say(document.getElementById("count"), wanted ? `${shown} of ${rows().length} shown` : `${rows().length} entries`);
}

table.tHead.addEventListener("click", event => {
  const link = event.target.closest("[data-sort]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  event.preventDefault();
  sortBy(link.dataset.sort, link.parentElement.getAttribute("aria-sort") === "ascending");
});
filter.addEventListener("input", showMatching);
filter.form.addEventListener("submit", event => event.preventDefault());
filter.form.querySelector("button").hidden = true;

// ── previews ──

const previewBytes = 65536;

async function preview(row) {
  const kind = row.querySelector("[data-preview]")?.dataset.preview;
  if (!kind)
    return;
  const link = linkOf(row);
  const dialog = make("dialog", document.body);
  const head = make("header", dialog);
  say(make("h2", head), link.textContent);
  const close = say(make("button", head), "Close");
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
  const content = make("div", dialog, "content");
  dialog.showModal();
  if (kind === "image") {
    const image = make("img", content);
    image.alt = link.textContent;
    image.src = link.href;
    return;
  }
  const text = make("pre", content);
  try {
    const size = Number(row.dataset.size);
    const headers = size > previewBytes ? { Range: `bytes=0-${previewBytes - 1}` } : {};
    const answer = await fetch(link.href, { headers });
    say(text, answer.ok ? await answer.text() : `The file cannot be shown (${answer.status}).`);
    if (answer.status === 206)
      text.append("\n…");
  } catch {
    say(text, "The file cannot be shown: the server does not answer.");
  }
}

function prepare() {
  for (const button of table.querySelectorAll("[data-preview]"))
    button.hidden = false;
}
table.addEventListener("click", event => {
  if (event.target.matches("[data-preview]"))
    preview(event.target.closest("tr"));
});

// ── keys ──

function move(by) {
  const links = [...table.tBodies[0].rows].filter(row => !row.hidden).map(linkOf);
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]"))
    return;
  const isTyping = event.target.matches("input, textarea");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (isTyping && event.target !== filter)
      return;
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && event.target === filter) {
    filter.value = "";
    showMatching();
  } else if (isTyping) {
    return;
  } else if (event.key === "/") {
    filter.focus();
  } else if (event.key === "p") {
    const row = document.activeElement.closest("tbody tr");
    if (row)
      preview(row);
  } else if (event.key === "u" && document.querySelector(".up a")) {
    document.querySelector(".up a").click();
  } else {
    return;
  }
  event.preventDefault();
});
document.querySelector(".keys").hidden = false;

// ── uploads ──

const form = document.getElementById("upload");
const maxAttempts = 8; // without a byte of progress
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok)
    return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  table.tBodies[0].replaceWith(document.adoptNode(page.querySelector("tbody")));
  document.querySelector(".empty")?.remove();
  prepare();
  const sorted = table.querySelector('[aria-sort="ascending"], [aria-sort="descending"]');
  if (sorted)
    sortBy(sorted.firstChild.dataset.sort, sorted.getAttribute("aria-sort") === "descending");
  showMatching();
}

/** One file on its way, by the IETF's draft of resumable uploads. */
class Upload {
  constructor(file) {
    this.file = file;
    this.url = location.pathname + encodeURIComponent(file.name);
    this.key = `upload ${this.url} ${file.size} ${file.lastModified}`;
    this.item = make("li", document.getElementById("uploads"));
    say(make("span", this.item, "name"), file.name);
    this.state = say(make("span", this.item, "state"), "waiting");
    this.cancel = say(make("button", this.item), "Cancel");
    this.cancel.type = "button";
    this.cancel.addEventListener("click", () => this.stop());
    this.bar = make("progress", this.item);
    this.bar.max = Math.max(file.size, 1);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
  }

  async run() {
    try {
      let offset = await this.find();
      for (let attempt = 0; !this.isStopped; attempt++) {
        const before = offset;
        const sent = await this.send(offset);
        if (sent.status === 201 || sent.status === 200 || sent.status === 204) {
          this.end("done", "done");
          return;
        }
        if (sent.status !== 0 && sent.status !== 409 && sent.status < 500)
          throw new Error(sent.responseText.trim().slice(0, 200) || `refused (${sent.status})`);
        if (attempt >= maxAttempts)
          throw new Error("the server does not answer");
        if (this.isStopped)
          return;
        say(this.state, "interrupted, trying again");
        await wait(Math.min(500 * 2 ** attempt, 15000));
        const kept = await this.ask();
        if (kept?.isComplete) { // only the answer was lost
          this.end("done", "done");
          return;
        }
        offset = kept?.offset ?? before;
        if (offset > before)
          attempt = -1;
      }
    } catch (error) {
      if (!this.isStopped)
        this.end("failed", error.message);
    }
  }

  /** The offset of an upload that was begun before, perhaps before this page; or of a new one. */
  async find() {
    this.resource = localStorage.getItem(this.key);
    const kept = this.resource ? await this.ask() : null;
    if (kept && !kept.isComplete)
      return kept.offset;
    const answer = await fetch(this.url, {
      method: "PUT",
      headers: { "Upload-Complete": "?0", "Upload-Length": `${this.file.size}` },
    });
    if (answer.status !== 201)
      throw new Error((await answer.text()).trim().slice(0, 200) || `refused (${answer.status})`);
    this.resource = answer.headers.get("Location");
    localStorage.setItem(this.key, this.resource);
    return 0;
  }

  /** How much the server has of it; null when it does not say. */
  async ask() {
    try {
      const answer = await fetch(this.resource, { method: "HEAD" });
      const offset = answer.headers.get("Upload-Offset");
      return answer.ok && offset !== null
        ? { offset: Number(offset), isComplete: answer.headers.get("Upload-Complete") === "?1" }
        : null;
    } catch {
      return null;
    }
  }

  send(offset) {
    return new Promise(resolve => {
      const request = this.request = new XMLHttpRequest();
      request.open("PATCH", this.resource);
      request.setRequestHeader("Content-Type", "application/partial-upload");
      request.setRequestHeader("Upload-Complete", "?1");
      request.setRequestHeader("Upload-Offset", `${offset}`);
      request.upload.addEventListener("progress", event => this.show(offset + event.loaded));
      request.addEventListener("loadend", () => resolve(request));
      this.show(offset);
      request.send(this.file.slice(offset));
    });
  }

  show(bytes) {
    this.bar.value = bytes;
    say(this.state, this.file.size ? `${Math.floor(bytes * 100 / this.file.size)} %` : "0 %");
  }

  stop() {
    this.isStopped = true;
    this.request?.abort();
    if (this.resource)
      fetch(this.resource, { method: "DELETE" }).catch(() => { });
    this.end("failed", "cancelled");
  }

  end(className, text) {
    localStorage.removeItem(this.key);
    if (className === "done")
      this.bar.value = this.bar.max;
    this.item.className = className;
    say(this.state, text);
    this.cancel.remove();
    say(document.getElementById("said"), `${this.file.name}: ${text}`);
  }
}

let queue = Promise.resolve();

function add(files) {
  for (const upload of [...files].map(file => new Upload(file)))
    queue = queue.then(() => upload.isStopped ? undefined : upload.run());
  queue = queue.then(refresh).catch(() => { });
}

if (form) {
  document.querySelector(".hint").hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    add(form.elements.file.files);
    form.reset();
  });
  const carriesFiles = event => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", event => {
    if (!carriesFiles(event))
      return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", event => {
    if (!event.relatedTarget)
      document.body.classList.remove("dropping");
  });
  addEventListener("drop", event => {
    if (!carriesFiles(event))
      return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    add(event.dataTransfer.files);
  });
}

prepare();
