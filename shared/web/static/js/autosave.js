// Keeps what is typed at every pause, in forms with data-autosave="address". Without it the button saves as ever.
(() => {
  "use strict";
  const PAUSE = 1500;
  const AGAIN = 10000;
  const OURS = ["csrf_token", "base", "revision"];
  const EXPIRED = "Phiên đăng nhập đã hết. Đăng nhập lại ở cửa sổ khác rồi gõ tiếp; phần đã gõ vẫn còn trên trang này.";
  const AWAY = "Chưa lưu được, đang thử lại. Phần đã gõ vẫn còn trên trang này.";

  function valuesOf(form) {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || OURS.includes(name)) continue;
      if (name in found) found[name] = [].concat(found[name], value);
      else found[name] = value;
    }
    return found;
  }

  function start(form) {
    const status = form.querySelector("[data-saved]");
    const base = form.elements.base;
    const revision = form.elements.revision;
    let kept = JSON.stringify(valuesOf(form));
    let timer = 0;
    let sending = null;
    let over = false;

    function say(text, wrong) {
      if (!status) return;
      status.textContent = text;
      status.classList.toggle("saved-wrong", Boolean(wrong));
    }

    function told(problem) {
      over = true;
      say(`${problem.vi || problem.title} `, true);
      const link = Object.assign(document.createElement("a"), { href: window.location.href, target: "_blank" });
      link.textContent = "Mở bản kia";
      if (status) status.append(link);
    }

    async function send(leaving) {
      const values = JSON.stringify(valuesOf(form));
      if (over || values === kept) return;
      let answer;
      try {
        answer = await fetch(form.dataset.autosave, {
          method: "PUT",
          keepalive: Boolean(leaving) && values.length < 60000,
          headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: `{"values": ${values}, "base": ${JSON.stringify(base.value)}, "revision": ${Number(revision.value)}}`,
        });
      } catch {
        say(AWAY, true);
        later(AGAIN);
        return;
      }
      if (answer.ok) {
        const draft = await answer.json();
        kept = values;
        revision.value = draft.revision;
        say(`Đã lưu lúc ${draft.time}`);
        if (JSON.stringify(valuesOf(form)) !== kept) later(PAUSE);
      } else if (answer.status === 401) {
        say(EXPIRED, true);
        later(AGAIN);
      } else if (answer.status === 409) {
        told(await answer.json());
      } else if (answer.status >= 500) {
        say(AWAY, true);
        later(AGAIN);
      } else {
        say("Chưa tự lưu được. Hãy bấm nút lưu bên dưới.", true);
      }
    }

    function keep(leaving) {
      clearTimeout(timer);
      sending = (sending || Promise.resolve()).then(() => send(leaving)).finally(() => { sending = null; });
    }

    function later(pause) {
      clearTimeout(timer);
      if (!over) timer = setTimeout(keep, pause);
    }

    form.addEventListener("input", () => {
      if (over) return;
      if (status && JSON.stringify(valuesOf(form)) !== kept) say("Đang gõ, chưa lưu");
      later(PAUSE);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && !over) keep(true);
    });
    // The button saves the whole form: what is under way ends first, so that nobody is told of their own typing.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (sending) {
        event.preventDefault();
        sending.then(() => form.requestSubmit(event.submitter));
        return;
      }
      over = true;
    });
    // Back from the next page: what this page remembers is old.
    window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  }

  document.querySelectorAll("form[data-autosave]").forEach(start);
})();
