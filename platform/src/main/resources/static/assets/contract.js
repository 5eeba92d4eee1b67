"use strict";
/* The signing page: strokes of a finger become an SVG path, and only the chosen way of consent is asked about. */
(function () {
  const field = document.querySelector("[data-signature]");
  const sent = document.querySelector("[data-strokes]");
  if (!field || !sent) { return; }
  const line = field.querySelector("path");
  const WIDTH = 600, HEIGHT = 240, LONGEST = 24000, NEAR = 3;
  let strokes = sent.value, last = null;

  function point(event) {
    const box = field.getBoundingClientRect();
    const clamp = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return [clamp((event.clientX - box.left) / box.width * WIDTH, WIDTH),
      clamp((event.clientY - box.top) / box.height * HEIGHT, HEIGHT)];
  }

  function add(command, at) {
    const next = strokes + command + at[0] + " " + at[1];
    if (next.length <= LONGEST) {
      strokes = next;
      last = at;
      line.setAttribute("d", strokes);
      sent.value = strokes;
    }
  }

  field.addEventListener("pointerdown", event => {
    field.setPointerCapture(event.pointerId);
    event.preventDefault();
    add("M", point(event));
  });
  field.addEventListener("pointermove", event => {
    if (!last) { return; }
    const at = point(event);
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) >= NEAR) { add("L", at); }
  });
  ["pointerup", "pointercancel"].forEach(name => field.addEventListener(name, () => { last = null; }));
  document.querySelector("[data-signature-clear]").addEventListener("click", () => {
    strokes = "";
    sent.value = "";
    line.setAttribute("d", "");
  });

  function way() {
    const drawn = document.querySelector("[name=way]:checked")?.value === "drawn";
    document.querySelector("[data-way=drawn]").hidden = !drawn;
    document.querySelector("[data-way=other]").hidden = drawn;
  }
  document.querySelectorAll("[name=way]").forEach(one => one.addEventListener("change", way));
  way();
  document.querySelector("[data-focus]")?.focus();
})();
