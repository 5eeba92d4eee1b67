"use strict";
/* Draws every element with data-chart: JSON of org.liankang.web.component.Chart. Colours come from the stylesheet. */
(function () {
  const drawn = new Map();

  function token(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function escape(text) {
    const box = document.createElement("span");
    box.textContent = text;
    return box.innerHTML;
  }

  function shown(value, unit) {
    return value === null || value === undefined ? "–" : escape(value + (unit ? " " + unit : ""));
  }

  function tooltip(spec) {
    return points => {
      const rows = (Array.isArray(points) ? points : [points]).map(p =>
        '<div class="chart-tip-row"><span>' + escape(p.seriesName) + "</span><strong>" + shown(p.value, spec.unit) + "</strong></div>");
      const first = Array.isArray(points) ? points[0] : points;
      return '<div class="chart-tip-title">' + escape(first.name) + "</div>" + rows.join("");
    };
  }

  /* A round end for an axis that must also hold its target. */
  function nice(value, target, round) {
    const step = Math.pow(10, Math.floor(Math.log10(Math.abs(target) || 1)));
    return Number((round(value / step) * step).toFixed(6));
  }

  function series(spec, index) {
    const item = spec.series[index];
    const colour = token("--series-" + (index % 5 + 1));
    const target = spec.target === null || index > 0 ? undefined : {
      silent: true, symbol: "none", animation: false,
      lineStyle: { color: token("--series-2"), type: "dashed", width: 1.5 },
      label: { formatter: spec.targetLabel, color: token("--series-2"), position: spec.kind === "rank" ? "end" : "insideEndTop", rotate: 0, fontFamily: token("--font") },
      data: [spec.kind === "rank" ? { xAxis: spec.target } : { yAxis: spec.target }]
    };
    return {
      name: item.name, data: item.values, type: spec.kind === "line" ? "line" : "bar", markLine: target,
      symbol: "circle", symbolSize: 6, showSymbol: item.values.length < 30, connectNulls: false, barMaxWidth: 22,
      lineStyle: { width: 2.25 }, itemStyle: { color: colour, borderRadius: spec.kind === "rank" ? [0, 4, 4, 0] : [4, 4, 0, 0] },
      areaStyle: spec.kind === "line" && spec.series.length === 1 ? { color: colour, opacity: .08 } : undefined
    };
  }

  function options(spec) {
    const soft = token("--text-faint");
    const line = token("--line");
    const names = { type: "category", data: spec.labels, axisLine: { lineStyle: { color: token("--line-strong") } },
      axisTick: { show: false }, axisLabel: { color: soft, hideOverlap: true }, inverse: spec.kind === "rank" };
    const values = { type: "value", scale: spec.kind === "line", name: spec.kind === "rank" ? "" : spec.unit,
      nameTextStyle: { color: soft, align: spec.kind === "rank" ? "center" : "left" },
      splitLine: { lineStyle: { color: line } }, axisLabel: { color: soft },
      min: spec.target === null || spec.kind !== "line" ? undefined : (range => nice(Math.min(range.min, spec.target), spec.target, Math.floor)),
      max: spec.target === null || spec.kind !== "line" ? undefined : (range => nice(Math.max(range.max, spec.target), spec.target, Math.ceil)) };
    return {
      textStyle: { fontFamily: token("--font"), color: token("--text") },
      aria: { enabled: false },
      animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 400,
      grid: { left: 8, right: 20, top: spec.series.length > 1 ? 44 : 30, bottom: 8, containLabel: true },
      legend: spec.series.length > 1 ? { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, textStyle: { color: token("--text-soft") } } : undefined,
      tooltip: { trigger: "axis", confine: true, backgroundColor: token("--surface"), borderColor: line, formatter: tooltip(spec),
        textStyle: { color: token("--text"), fontFamily: token("--font"), fontSize: 13 }, axisPointer: { type: spec.kind === "line" ? "line" : "shadow" } },
      xAxis: spec.kind === "rank" ? values : names,
      yAxis: spec.kind === "rank" ? names : values,
      series: spec.series.map((_, index) => series(spec, index))
    };
  }

  function draw(element) {
    const old = drawn.get(element);
    const chart = old || echarts.init(element, null, { renderer: "svg" });
    drawn.set(element, chart);
    chart.setOption(options(JSON.parse(element.dataset.chart)), true);
  }

  function drawNew() {
    drawn.forEach((chart, element) => {
      if (!element.isConnected) { chart.dispose(); drawn.delete(element); }
    });
    document.querySelectorAll("[data-chart]").forEach(element => drawn.has(element) || draw(element));
  }

  addEventListener("resize", () => drawn.forEach(chart => chart.resize()));
  document.addEventListener("liankang:look", () => drawn.forEach((chart, element) => { chart.resize(); draw(element); }));
  document.addEventListener("htmx:afterSettle", drawNew);
  drawNew();
})();
