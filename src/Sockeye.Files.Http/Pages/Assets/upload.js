// One file on its way, by the IETF's draft of resumable uploads.

import { ask } from "./dialog.js";
import { announce, byId, make, makeButton } from "./dom.js";
import { remember, remembered } from "./remembered.js";

const maxAttempts = 8; // without a byte of progress
const nameIsTaken = 412; // the condition of a new name did not hold (RFC 9110 §13.1.2)
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
const refusal = (status, text) => new Error(text.trim().slice(0, 200) || `refused (${status})`);

/** "a.txt" → "a (2).txt" */
function numbered(name, number) {
  const dot = name.lastIndexOf(".");
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)} (${number})${name.slice(end)}`;
}

export class Upload {
  constructor(file, batch) {
    this.file = file;
    this.batch = batch; // its files are asked about once, if the visitor likes
    this.copies = 1;
    this.name = file.name;
    this.item = make("li", byId("uploads"));
    this.shownName = make("span", this.item, this.name, "name");
    this.state = make("span", this.item, "waiting", "state");
    this.cancel = makeButton(this.item, "Cancel", () => this.stop());
    this.cancel.setAttribute("aria-label", `Cancel ${this.name}`);
    this.bar = make("progress", this.item);
    this.bar.max = Math.max(file.size, 1);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", this.name);
  }

  get url() {
    return location.pathname + encodeURIComponent(this.name);
  }

  get key() {
    return `upload ${this.url} ${this.file.size} ${this.file.lastModified}`;
  }

  async run() {
    try {
      while (!this.isStopped && !await this.transfer()) {
        remember(this.key, null);
        if (!await this.settleName()) {
          this.end("skipped", "skipped: the name is taken");
          return;
        }
      }
      if (!this.isStopped)
        this.end("done", "done");
    } catch (error) {
      if (!this.isStopped)
        this.end("failed", error.message);
    }
  }

  /** Whether it is to go on, under another name or over the file that is there. */
  async settleName() {
    if (this.choice === undefined)
      this.choice = this.batch.choice ?? await this.askWhatToDo();
    if (this.choice === "both") {
      this.name = numbered(this.file.name, ++this.copies);
      this.shownName.textContent = this.name;
    }
    return this.choice !== "skip";
  }

  async askWhatToDo() {
    const mayReplace = byId("upload").hasAttribute("data-replaces");
    const { value, isForAll } = await ask({
      title: "The name is taken",
      text: `There is something called ${this.name} already.`,
      choices: { ...mayReplace && { replace: "Replace" }, both: "Keep both", skip: "Skip" },
      forAll: this.batch.size > 1,
    });
    if (isForAll)
      this.batch.choice = value;
    return value;
  }

  /** Sends it, however often it is cut; false when the name is taken. */
  async transfer() {
    let offset = await this.find();
    for (let attempt = 0; offset !== null && !this.isStopped; attempt++) {
      const before = offset;
      const sent = await this.send(offset);
      if (sent.status === 201 || sent.status === 200 || sent.status === 204)
        return true;
      if (sent.status === nameIsTaken)
        return false;
      if (sent.status !== 0 && sent.status !== 409 && sent.status < 500) {
        if ((await this.findOffset())?.isComplete) // the browser itself has sent it twice, after a cut
          return true;
        throw refusal(sent.status, sent.responseText);
      }
      if (attempt >= maxAttempts)
        throw new Error("the server does not answer");
      if (this.isStopped)
        return true;
      this.state.textContent = "interrupted, trying again";
      await wait(Math.min(500 * 2 ** attempt, 15000));
      const kept = await this.findOffset();
      if (kept?.isComplete) // only the answer was lost
        return true;
      offset = kept?.offset ?? before;
      if (offset > before)
        attempt = -1;
    }
    return this.isStopped;
  }

  /** The offset of an upload that was begun before, perhaps before this page, or of a new one; null: a taken name. */
  async find() {
    this.resource = remembered(this.key);
    const kept = this.resource ? await this.findOffset() : null;
    if (kept && !kept.isComplete)
      return kept.offset;
    const headers = { "Upload-Complete": "?0", "Upload-Length": `${this.file.size}` };
    if (this.choice !== "replace")
      headers["If-None-Match"] = "*";
    const answer = await fetch(this.url, { method: "PUT", headers });
    if (answer.status === nameIsTaken)
      return null;
    if (answer.status !== 201)
      throw refusal(answer.status, await answer.text());
    this.resource = answer.headers.get("Location");
    remember(this.key, this.resource);
    return 0;
  }

  /** How much the server has of it; null when it does not say. */
  async findOffset() {
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
    this.state.textContent = this.file.size ? `${Math.floor(bytes * 100 / this.file.size)} %` : "0 %";
  }

  stop() {
    this.isStopped = true;
    this.request?.abort();
    if (this.resource)
      fetch(this.resource, { method: "DELETE" }).catch(() => { });
    this.end("failed", "cancelled");
  }

  end(className, text) {
    remember(this.key, null);
    if (className === "done")
      this.bar.value = this.bar.max;
    this.item.className = className;
    this.state.textContent = text;
    if (document.activeElement === this.cancel)
      byId("picker").focus();
    this.cancel.remove();
    announce(`${this.name}: ${text}`);
  }
}
