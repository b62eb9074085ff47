// Previews: what is in a file, without leaving the list; the next and the previous one, by buttons, arrows or a swipe.

import { openDialog } from "./dialog.js";
import { make, makeButton } from "./dom.js";
import { linkOf, shownRows, table } from "./list.js";

const previewBytes = 65536;
const swipePixels = 50; // less is a tap that slipped
const kindOf = row => row.querySelector("[data-preview]")?.dataset.preview;

function showImage(row, content) {
  const image = make("img", content);
  image.alt = linkOf(row).textContent;
  image.addEventListener("error", () => content.replaceChildren("The picture cannot be shown."));
  image.src = linkOf(row).href;
}

async function showText(row, content) {
  const text = make("pre", content);
  try {
    const isLong = Number(row.dataset.size) > previewBytes;
    const answer = await fetch(linkOf(row).href, { headers: isLong ? { Range: `bytes=0-${previewBytes - 1}` } : {} });
    text.textContent = answer.ok ? await answer.text() : `The file cannot be shown (${answer.status}).`;
    if (answer.status === 206)
      text.append("\n…");
  } catch {
    text.textContent = "The file cannot be shown: the server does not answer.";
  }
}

function onSwipe(element, step) {
  let start = null;
  element.addEventListener("touchstart", event => {
    const isOne = event.touches.length === 1 && visualViewport.scale === 1; // two enlarge, and then one moves it
    start = isOne ? event.touches[0] : null;
  }, { passive: true });
  element.addEventListener("touchend", event => {
    const end = event.changedTouches[0];
    const [across, down] = start ? [end.clientX - start.clientX, end.clientY - start.clientY] : [0, 0];
    if (Math.abs(across) > swipePixels && Math.abs(across) > 2 * Math.abs(down))
      step(across < 0 ? 1 : -1);
    start = null;
  }, { passive: true });
}

export function preview(row) {
  const rows = shownRows().filter(kindOf);
  let at = rows.indexOf(row);
  if (at < 0)
    return;
  const { dialog, head, heading } = openDialog("");
  dialog.classList.add("preview");
  const title = make("div", head);
  title.setAttribute("aria-live", "polite");
  title.setAttribute("aria-atomic", "true");
  title.append(heading);
  const position = make("p", title, "", "position");
  const previous = makeButton(head, "Previous", () => step(-1));
  const next = makeButton(head, "Next", () => step(1));
  makeButton(head, "Close", () => dialog.close());
  const content = make("div", dialog, "", "content");
  content.tabIndex = 0; // to scroll by keys
  content.setAttribute("role", "group");
  content.setAttribute("aria-labelledby", heading.id);

  function show() {
    heading.textContent = linkOf(rows[at]).textContent;
    position.textContent = `${at + 1} of ${rows.length}`;
    previous.setAttribute("aria-disabled", at === 0); // not disabled: that would lose the focus
    next.setAttribute("aria-disabled", at === rows.length - 1);
    const place = document.createElement("div"); // what comes late for another one falls into a place that is gone
    content.replaceChildren(place);
    content.scrollTop = 0;
    (kindOf(rows[at]) === "image" ? showImage : showText)(rows[at], place);
  }

  function step(by) {
    if (!rows[at + by])
      return;
    at += by;
    show();
  }

  dialog.addEventListener("keydown", event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey)
      return;
    event.preventDefault();
    step(by);
  });
  onSwipe(content, step);
  show();
  dialog.showModal();
}

export function startPreviews() {
  table.addEventListener("click", event => {
    if (event.target.matches("[data-preview], .thumbnail"))
      preview(event.target.closest("tr"));
  });
}
