// Small comforts. Every page works without them.
(() => {
  "use strict";

  // How many characters are left in a text field with a limit.
  const counters = (root) => {
    for (const area of root.querySelectorAll("textarea[data-limit]")) {
      if (area.dataset.counted) continue;
      area.dataset.counted = "true";
      const limit = Number(area.dataset.limit);
      const left = document.createElement("p");
      left.className = "field__counter";
      left.setAttribute("aria-hidden", "true");
      const heard = document.createElement("p");
      heard.className = "visually-hidden";
      heard.setAttribute("role", "status");
      const number = new Intl.NumberFormat(document.documentElement.lang);
      let timer;
      const show = () => {
        const text = `${number.format(area.value.length)} / ${number.format(limit)}`;
        left.textContent = text;
        left.dataset.over = String(area.value.length > limit);
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (document.activeElement === area) heard.textContent = text;
        }, 1500);
      };
      area.addEventListener("input", show);
      area.after(left, heard);
      show();
    }
  };

  // Copying a code.
  const copying = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll("[data-copy]")) {
      if (!button.hidden) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const source = document.getElementById(button.dataset.copy);
        await navigator.clipboard.writeText(source.textContent.trim());
        const label = button.querySelector("[data-copy-label]");
        label.setAttribute("role", "status");
        label.textContent = button.dataset.done;
      });
    }
  };

  // The words of a provision as the beginning of a new wording; never over what was typed.
  const filling = (root) => {
    for (const button of root.querySelectorAll("[data-fill]")) {
      const area = document.getElementById(button.dataset.fill);
      const words = document.getElementById(button.dataset.words);
      if (!area || !words) continue;
      const show = () => {
        button.hidden = area.value.trim() !== "";
      };
      button.addEventListener("click", () => {
        area.value = words.innerText.trim();
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
      });
      area.addEventListener("input", show);
      show();
    }
  };

  // The list of mistakes is what the reader should meet first.
  const focusing = (root) => {
    const first = root.querySelector("[data-focus]");
    if (first) first.focus();
  };

  // Choosing in a marked list sends its form; the button stays for those without script.
  const submitting = () => {
    document.addEventListener("change", (event) => {
      const field = event.target.closest("[data-submit-on-change]");
      if (field && field.form) field.form.requestSubmit();
    });
  };

  // The menu of the phone closes on Escape and on a press elsewhere.
  const menus = () => {
    const opened = () => document.querySelectorAll("details.menu[open]");
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const menu of opened()) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
    });
  };

  // Text of a marked form is kept in this tab until it is sent, so that an accident loses nothing.
  const keeping = (root) => {
    for (const form of root.querySelectorAll("form[data-keep]")) {
      const key = `keep:${form.dataset.keep}`;
      const fields = () => form.querySelectorAll("textarea[name], input[type='text'][name]");
      try {
        const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
        for (const field of fields()) {
          if (!field.value && kept[field.name]) {
            field.value = kept[field.name];
            field.dispatchEvent(new Event("input"));
          }
        }
        form.addEventListener("input", () => {
          const now = {};
          for (const field of fields()) now[field.name] = field.value;
          sessionStorage.setItem(key, JSON.stringify(now));
        });
      } catch {
        return;
      }
    }
    for (const done of root.querySelectorAll("[data-kept-done]")) {
      sessionStorage.removeItem(`keep:${done.dataset.keptDone}`);
    }
  };

  const enhance = (root) => {
    counters(root);
    copying(root);
    filling(root);
    focusing(root);
    keeping(root);
  };

  enhance(document);
  menus();
  submitting();
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) enhance(event.detail.elt);
  });
})();
