// The rows of the list. They are read once: sorting and filtering look at what was read, not at the page.

import { byId } from "./dom.js";
import { showLocalTimes } from "./times.js";

export const table = document.querySelector(".list");
export const linkOf = row => row.querySelector("th a");

const filter = byId("filter");
const onRead = [];
let entries = [];

/** The name of a row as people may see it: what turns the direction of reading is an escape. */
export const shownNameOf = row => linkOf(row).textContent.replace(/\/$/, "");

/** The name of a row as the server knows it. */
export function nameOf(row) {
  const [name] = linkOf(row).pathname.split("/").filter(part => part).slice(-1);
  return decodeURIComponent(name);
}

/** The rows that are not filtered out, in their order. */
export const shownRows = () => entries.map(entry => entry.row).filter(row => !row.hidden);

export const allRows = () => entries.map(entry => entry.row);

/** The row of that name; undefined when there is none. */
export const rowOf = name => allRows().find(row => nameOf(row) === name);

/** Calls back now, and whenever there are other rows. */
export function whenRead(callback) {
  onRead.push(callback);
  callback();
}

function read() {
  showLocalTimes(table.tBodies[0]);
  entries = [...table.tBodies[0].rows].filter(row => !row.classList.contains("up")).map(row => ({
    row,
    shown: linkOf(row).textContent.toLowerCase(),
    isDirectory: row.classList.contains("dir"),
    name: Number(row.dataset.rank), // the server has compared the names
    size: Number(row.dataset.size),
    modified: Date.parse(row.querySelector("time").dateTime),
  }));
  for (const callback of onRead)
    callback();
}

// ── sorting ──

function sortBy(column, isDescending) {
  const sign = isDescending ? -1 : 1;
  entries.sort((one, other) =>
    (other.isDirectory - one.isDirectory) || sign * (one[column] - other[column]) || (one.name - other.name));
  const body = table.tBodies[0];
  body.remove(); // rows are moved faster where nobody sees them
  body.append(...entries.map(entry => entry.row));
  table.append(body);
  for (const link of table.querySelectorAll("[data-sort]"))
    link.parentElement.setAttribute(
      "aria-sort", link.dataset.sort !== column ? "none" : isDescending ? "descending" : "ascending");
}

function onSortClick(event) {
  const link = event.target.closest("[data-sort]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  event.preventDefault();
  const isDescending = link.parentElement.getAttribute("aria-sort") === "ascending";
  sortBy(link.dataset.sort, isDescending);
  const url = new URL(location.href); // who reads it again, or sends it to somebody, has the same order
  url.searchParams.set("sort", link.dataset.sort);
  url.searchParams.set("order", isDescending ? "desc" : "asc");
  history.replaceState(history.state, "", url);
}

// ── filtering ──

export function showMatching() {
  const wanted = filter.value.toLowerCase();
  let shown = 0;
  for (const entry of entries) {
    const isWanted = entry.shown.includes(wanted);
    shown += isWanted;
    if (entry.row.hidden === isWanted)
      entry.row.hidden = !isWanted;
  }
  byId("count").textContent = wanted ? `${shown} of ${entries.length} shown` : `${entries.length} entries`;
}

// ── what the server has now ──

/** The control of the present list in the place of one of an earlier list; undefined when its row is gone. */
export function successorOf(control) {
  if (control.isConnected)
    return control;
  const row = control.closest("tr[data-rank]");
  const place = [...row?.querySelectorAll("a, button") ?? []].indexOf(control);
  return place < 0 ? undefined : rowOf(nameOf(row))?.querySelectorAll("a, button")[place];
}

/** Reads the list again. The focus stays where it was. */
export async function refresh() {
  // Without the word, it may be the folder's index.html that comes.
  const answer = await fetch("?list", { headers: { Accept: "text/html" } });
  if (!answer.ok)
    return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement;
  table.tBodies[0].replaceWith(document.adoptNode(page.querySelector("tbody")));
  byId("below").replaceWith(document.adoptNode(page.getElementById("below")));
  read();
  const sorted = table.querySelector('[aria-sort="ascending"], [aria-sort="descending"]');
  if (sorted)
    sortBy(sorted.firstChild.dataset.sort, sorted.getAttribute("aria-sort") === "descending");
  showMatching();
  if (!focused.isConnected)
    successorOf(focused)?.focus();
}

export function startList() {
  read();
  table.tHead.addEventListener("click", onSortClick);
  filter.addEventListener("input", showMatching);
  filter.form.addEventListener("submit", event => event.preventDefault());
}
