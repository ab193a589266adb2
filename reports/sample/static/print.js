// The running title of printed pages: a margin box can show a custom property of the root, but not the page's title.
"use strict";

document.documentElement.style.setProperty("--running-title", JSON.stringify(document.title));
