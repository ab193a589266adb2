// What stands at the head and foot of printed pages: a margin box can show a custom property of the root, but not the
// page's title, nor what stands on the page.
"use strict";

(() => {
  const { style } = document.documentElement;
  style.setProperty("--running-title", JSON.stringify(document.title));
  style.setProperty("--made-by", JSON.stringify(document.querySelector(".foot")?.textContent.trim() ?? ""));
})();
