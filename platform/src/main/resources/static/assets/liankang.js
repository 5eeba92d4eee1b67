"use strict";
/* The few things pages do by themselves. Everything else is links, forms and htmx. */
(function () {
  const root = document.documentElement;
  const year = 60 * 60 * 24 * 365;

  function remember(name, value) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = name + "=" + value + "; path=/; max-age=" + year + "; samesite=lax" + secure;
  }

  function dark() {
    return root.dataset.theme === "dark"
      || (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  function showSwitches() {
    document.querySelectorAll("[data-theme-switch]").forEach(b => b.setAttribute("aria-pressed", String(dark())));
    document.querySelectorAll("[data-size-switch]").forEach(b =>
      b.setAttribute("aria-pressed", String(root.dataset.size === "elder")));
  }

  function lookChanged() {
    showSwitches();
    document.dispatchEvent(new CustomEvent("liankang:look"));
  }

  /* Drafts of forms end with the sign-out; without it they stay sealed until the same account is back. */
  function forgetDrafts() {
    Object.keys(localStorage).filter(name => name.startsWith("liankang-form:")).forEach(name => localStorage.removeItem(name));
  }

  document.addEventListener("click", event => {
    const at = selector => event.target.closest(selector);
    if (at("[data-theme-switch]")) {
      root.dataset.theme = dark() ? "light" : "dark";
      remember("liankang-theme", root.dataset.theme);
      lookChanged();
    } else if (at("[data-size-switch]")) {
      root.dataset.size = root.dataset.size === "elder" ? "normal" : "elder";
      remember("liankang-size", root.dataset.size);
      lookChanged();
    } else if (at("[data-dialog-open]")) {
      const dialog = document.getElementById(at("[data-dialog-open]").dataset.dialogOpen);
      if (dialog) { dialog.showModal(); dialog.querySelector("input[type=search]")?.focus(); }
    } else if (at("[data-dialog-close]")) {
      at("dialog").close();
    } else if (event.target.tagName === "DIALOG") {
      event.target.close();
    } else if (at("[data-fill]")) {
      const filler = at("[data-fill]");
      document.getElementById("login").value = filler.dataset.fill;
      document.getElementById("password").value = filler.dataset.fillPassword;
      filler.closest("main").querySelector("form").requestSubmit();
    } else if (at("[data-print]")) {
      print();
    } else if (at("[data-toast-close]")) {
      at(".toast").remove();
    }
  });

  document.addEventListener("change", event => {
    if (event.target.matches("[data-submit-on-change]")) { event.target.form.requestSubmit(); }
  });

  document.addEventListener("submit", event => {
    if (event.target.getAttribute("action") === "/sign-out") { forgetDrafts(); }
    const button = event.target.querySelector("button[type=submit]");
    if (button && !event.target.hasAttribute("data-again")) { setTimeout(() => button.classList.add("busy"), 0); }
  });
  addEventListener("pageshow", () => document.querySelectorAll(".button.busy").forEach(b => b.classList.remove("busy")));

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", lookChanged);
  showSwitches();
})();
