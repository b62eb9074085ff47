// Files to send: from the picker, or dropped on the page. One after the other.

import { byId } from "./dom.js";
import { refresh } from "./list.js";
import { Upload } from "./upload.js";

let queue = Promise.resolve();

function add(files) {
  const batch = { size: files.length };
  for (const upload of [...files].map(file => new Upload(file, batch)))
    queue = queue.then(() => upload.isStopped ? undefined : upload.run());
  queue = queue.then(refresh).catch(() => { });
}

function onSubmit(event) {
  event.preventDefault();
  add(event.target.elements.file.files);
  event.target.reset();
}

/** Calls back for what carries files; then the browser does not open them. */
const withFiles = callback => event => {
  if (!event.dataTransfer?.types.includes("Files"))
    return;
  event.preventDefault();
  callback(event);
};

export function startUploads() {
  const form = byId("upload");
  if (!form)
    return;
  const isDropping = value => document.body.classList.toggle("dropping", value);
  form.addEventListener("submit", onSubmit);
  addEventListener("dragover", withFiles(() => isDropping(true)));
  addEventListener("dragleave", event => event.relatedTarget || isDropping(false));
  addEventListener("drop", withFiles(event => {
    isDropping(false);
    add(event.dataTransfer.files);
  }));
}
