// What the page can do without: local times, sorting and filtering at once, previews, pictures, changes, and uploads
// that go on after a cut.

import { startChanges } from "./changes.js";
import { startGrid } from "./grid.js";
import { startKeys } from "./keys.js";
import { startList } from "./list.js";
import { startPreviews } from "./preview.js";
import { startUploads } from "./uploads.js";

document.documentElement.classList.add("has-script");
startList();
startGrid();
startPreviews();
startChanges();
startKeys();
startUploads();
