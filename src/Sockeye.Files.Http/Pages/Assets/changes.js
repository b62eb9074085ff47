// New folders, other names, and removing. The server decides what is allowed; nothing is replaced or removed unasked.

import { announce, byId } from "./dom.js";
import { ask, askName } from "./dialog.js";
import { linkOf, nameOf, refresh, rowOf, shownNameOf, shownRows, table } from "./list.js";

const urlOf = name => location.pathname + encodeURIComponent(name);
const isName = name => !/^\.{0,2}$|[/\\]/.test(name); // a browser would take the dots for a way

async function send(method, url, headers = {}) {
  try {
    const answer = await fetch(url, { method, headers });
    return { isDone: answer.ok, status: answer.status, text: answer.ok ? "" : (await answer.text()).trim() };
  } catch {
    return { isDone: false, status: 0, text: "The server does not answer." };
  }
}

async function showChanged(text, name) {
  await refresh();
  const row = name === undefined ? undefined : rowOf(name);
  (row ? linkOf(row) : byId("filter")).focus();
  announce(text);
}

async function isSure(title, text, verb) {
  const { value } = await ask({ title, text, choices: { yes: verb, no: "Cancel" } });
  return value === "yes";
}

async function makeFolder() {
  for (let name = "", problem = ""; ;) {
    name = await askName("New folder", "Name of the new folder", "Make it", name, problem);
    if (name === null)
      return;
    const made = isName(name) ? await send("MKCOL", urlOf(name) + "/") : { text: "This cannot be a name." };
    if (made.isDone) {
      await showChanged(`The folder ${name} is made.`, name);
      return;
    }
    problem = made.text;
  }
}

// A name that is taken is replaced only after a question.
async function move(row, name) {
  const [from, to] = [linkOf(row).href, urlOf(name)];
  const moved = await send("MOVE", from, { Destination: to, Overwrite: "F" });
  if (moved.status !== 412)
    return moved;
  const taken = `There is something called ${name} already.`;
  if (row.classList.contains("dir") || !rowOf(name)?.querySelector("[data-delete]"))
    return { isDone: false, text: taken };
  return await isSure("Replace a file", `${taken} Replace it?`, "Replace")
    ? send("MOVE", from, { Destination: to, Overwrite: "T" })
    : { isDone: false, text: taken };
}

async function rename(row) {
  const [old, shown] = [nameOf(row), shownNameOf(row)];
  for (let name = old, problem = ""; ;) {
    name = await askName(`Rename ${shown}`, "New name", "Rename", name, problem);
    if (name === null || (name === old && !problem))
      return;
    const moved = isName(name) ? await move(row, name) : { text: "This cannot be a name." };
    if (moved.isDone) {
      await showChanged(`${shown} is called ${name} now.`, name);
      return;
    }
    problem = moved.text;
  }
}

async function remove(row) {
  const name = shownNameOf(row);
  const isDirectory = row.classList.contains("dir");
  const what = isDirectory ? "folder" : "file";
  if (!await isSure(`Delete ${name}`, `Delete the ${what} ${name}? It cannot be had back.`, "Delete"))
    return;
  const next = shownRows()[shownRows().indexOf(row) + 1];
  const removed = await send("DELETE", linkOf(row).href);
  if (removed.isDone)
    await showChanged(`${name} is deleted.`, next && nameOf(next));
  else
    await ask({
      title: `${name} is not deleted`,
      text: isDirectory && removed.status === 409
        ? "The folder is not empty: delete what is in it first."
        : removed.text,
      choices: { read: "OK" },
    });
}

export function startChanges() {
  byId("folder")?.addEventListener("click", makeFolder);
  table.addEventListener("click", event => {
    const row = event.target.closest("tr");
    if (event.target.matches("[data-rename]"))
      rename(row);
    else if (event.target.matches("[data-delete]"))
      remove(row);
  });
}
