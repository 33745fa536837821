// Small conveniences on pages that work without them: live refresh, table filter, copy, dialogs.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/\s+/g, " ").trim();

  // An element with data-live="topic" and an id is fetched again when the stream names the topic.
  const waiting = new Map();

  async function refresh(element) {
    if (window.htmx && element.hasAttribute("hx-get")) {
      window.htmx.trigger(element, "live");
      return;
    }
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = element.id && page.getElementById(element.id);
    // Never under the hands of somebody who is typing.
    if (!fresh || element.contains(document.activeElement)) return;
    element.replaceWith(fresh);
    prepare(fresh);
  }

  function refreshTopic(topic) {
    if (waiting.has(topic)) return;
    waiting.set(topic, setTimeout(() => {
      waiting.delete(topic);
      all("[data-live]").filter((e) => e.dataset.live.split(" ").includes(topic)).forEach(refresh);
    }, 250));
  }

  function listen() {
    const topics = new Set(all("[data-live]").flatMap((e) => e.dataset.live.split(" ")));
    const service = document.body.dataset.service;
    if (!topics.size || !service || !("EventSource" in window)) return;
    const status = document.querySelector("[data-live-status]");
    const source = new EventSource(`/${service}/stream`);
    let lost = false;
    topics.forEach((topic) => source.addEventListener(topic, () => refreshTopic(topic)));
    source.onerror = () => {
      lost = true;
      if (status) {
        status.textContent = "Mất kết nối, đang nối lại. Những gì đã gửi vẫn còn.";
        status.hidden = false;
      }
    };
    source.onopen = () => {
      if (status) status.hidden = true;
      if (lost) topics.forEach(refreshTopic);
      lost = false;
    };
  }

  function filterTable(input) {
    const rows = all("tbody tr", document.getElementById(input.dataset.filter));
    const wanted = fold(input.value).split(" ");
    let shown = 0;
    rows.forEach((row) => {
      const text = fold(row.textContent);
      row.hidden = !wanted.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    });
    const count = input.parentElement.querySelector("[data-filter-count]");
    if (count) count.textContent = input.value.trim() ? `${shown} trong ${rows.length} dòng` : "";
  }

  async function copyTable(button) {
    const rows = all("tr", document.getElementById(button.dataset.copy)).filter((row) => !row.hidden);
    const words = (cell) => {
      const plain = cell.cloneNode(true);
      all("[aria-hidden]", plain).forEach((ornament) => ornament.remove());
      return plain.textContent.trim().replace(/\s+/g, " ");
    };
    const text = rows.map((row) => [...row.cells].map(words).join("\t"));
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(text.join("\n"));
      button.textContent = "Đã chép";
    } catch {
      button.textContent = "Không chép được: hãy chọn bảng rồi nhấn Ctrl+C";
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  }

  // <details data-dialog> becomes a button and a native dialog; its content moves, nothing is copied.
  function makeDialog(details) {
    if (!("HTMLDialogElement" in window)) return;
    const summary = details.querySelector("summary");
    const button = Object.assign(document.createElement("button"), { type: "button", className: summary.className });
    button.textContent = summary.textContent;
    const dialog = document.createElement("dialog");
    const body = details.querySelector(".dialog-body");
    const close = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet dialog-close", textContent: "Đóng" });
    const wasOpen = details.open;
    dialog.id = details.id;
    dialog.setAttribute("aria-labelledby", `${details.id}-title`);
    body.prepend(close);
    dialog.append(body);
    const open = () => {
      dialog.showModal();
      (dialog.querySelector(".error-summary") || dialog.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
    };
    details.replaceWith(button, dialog);
    button.addEventListener("click", open);
    close.addEventListener("click", () => dialog.close());
    if (wasOpen || dialog.querySelector(".error-summary")) open();
  }

  function prepare(root) {
    // What a press of a button shows, htmx shows while one chooses.
    if (window.htmx) all("[data-without-live]", root).forEach((element) => { element.hidden = true; });
    all("[data-needs-script]", root).forEach((element) => { element.hidden = false; });
    all("[data-dialog]", root).forEach(makeDialog);
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-filter]")) filterTable(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copyTable(button);
    const menu = document.querySelector(".user-menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".user-menu[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
  // A form answered with 422 carries its errors: show them.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  prepare(document);
  listen();
  document.querySelector(".error-summary")?.focus();
})();
