// The list as a grid of pictures: the same rows, shown otherwise. The choice is remembered.

import { byId } from "./dom.js";
import { allRows, linkOf, table, whenRead } from "./list.js";
import { remember, remembered } from "./remembered.js";

const largestBytes = 32 * 1024 * 1024; // a longer picture keeps its sign: it would come whole to be shown small
const toggle = byId("grid");
const isImage = row => row.querySelector('[data-preview="image"]') !== null;

function addThumbnail(row) {
  if (!isImage(row) || Number(row.dataset.size) > largestBytes || row.querySelector(".thumbnail"))
    return;
  const image = new Image();
  image.className = "thumbnail";
  image.alt = ""; // its name follows
  image.loading = "lazy";
  image.decoding = "async";
  image.addEventListener("error", () => image.remove());
  image.src = linkOf(row).href;
  linkOf(row).before(image);
}

function show(isGrid) {
  toggle.setAttribute("aria-pressed", isGrid);
  table.classList.toggle("grid", isGrid);
  if (isGrid)
    allRows().forEach(addThumbnail);
}

/** How many rows stand beside each other. */
export function columns() {
  const shown = [...table.tBodies[0].rows].filter(row => !row.hidden);
  const below = shown.findIndex(row => row.offsetTop > shown[0].offsetTop);
  return !table.classList.contains("grid") ? 1 : below < 0 ? shown.length : below;
}

export const isGrid = () => table.classList.contains("grid");

export function startGrid() {
  whenRead(() => {
    const hasImages = allRows().some(isImage);
    toggle.hidden = !hasImages;
    show(hasImages && remembered("view") === "grid");
  });
  toggle.addEventListener("click", () => {
    remember("view", isGrid() ? null : "grid");
    show(!isGrid());
  });
}
