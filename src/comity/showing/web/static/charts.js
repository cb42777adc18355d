// The charts, drawn with Observable Plot from the data that the page holds. Each has a table beside it.
"use strict";
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const draw = {};

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ink = () => ({
    text: css("--ink"), soft: css("--soft"), rule: css("--rule"), paper: css("--paper"),
    good: css("--good"), bad: css("--bad"), part: css("--part"), accent: css("--accent"),
  });

  // Our own style sheet holds what Plot's inline one says: the content security policy takes no inline style.
  function plot(options) {
    const svg = Plot.plot({ ...options, style: { fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible" } });
    for (const node of svg.querySelectorAll ? [...svg.querySelectorAll("style")] : []) node.remove();
    svg.classList.add("drawn");
    return svg;
  }

  const el = (name, attributes, ...children) => {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  const year = (x) => String(Math.round(x));

  function ticks([first, last], width) {
    const room = Math.max(2, Math.floor(width / 60));
    const span = last - first;
    const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((s) => span / s <= room) ?? 1000;
    const out = [];
    for (let y = Math.ceil(first / step) * step; y <= last; y += step) out.push(y);
    return out;
  }

  draw.band = (data, width) => {
    const c = ink();
    const narrow = width < 560;
    const label = (t) => t.by ? `${t.track}, ${t.by}` : t.track;
    const left = narrow ? 0 : Math.min(210, 14 + 6.4 * Math.max(...data.tracks.map((t) => label(t).length)));
    const row = narrow ? 40 : 26;
    const keys = data.tracks.map((t) => t.key);
    const names = new Map(data.tracks.map((t) => [t.key, label(t)]));
    const pad = (data.domain[1] - data.domain[0]) * 0.02 + 0.3;
    const from = Math.min(data.domain[0], ...data.bars.map((b) => b.from)) - pad;
    const to = Math.max(data.domain[1], ...data.bars.map((b) => b.to)) + pad;
    const bars = (index, scales) => {
      const g = el("g", { "aria-label": "periods" });
      const defs = el("defs", {});
      g.append(defs);
      data.bars.forEach((bar, n) => {
        const y = scales.y(bar.key) + (narrow ? 16 : 3);
        const height = row - (narrow ? 20 : 7);
        const x = [bar.from, bar.x1, bar.x2, bar.to].map((v) => scales.x(v));
        const width = Math.max(3, x[3] - x[0]);
        const colour = c[bar.tone];
        const at = (v) => Math.max(0, Math.min(1, (v - x[0]) / width));
        const stops = [[0, x[1] - x[0] > 2 ? 0.12 : 0.9], [at(x[1]), 0.9], [at(x[2]), 0.9], [1, x[3] - x[2] > 2 ? 0.12 : 0.9]];
        defs.append(el("linearGradient", { id: `fade-${n}` }, ...stops.map(([offset, opacity]) =>
          el("stop", { offset, "stop-color": colour, "stop-opacity": opacity }))));
        const a = el("a", { href: bar.fact ? `/fact/${encodeURIComponent(bar.fact)}` : "#band-h", "aria-label": `${names.get(bar.key)}: ${bar.said}` });
        const title = el("title", {}); title.textContent = `${names.get(bar.key)} — ${bar.said}`;
        a.append(title, el("rect", { x: x[0], y, width, height, fill: `url(#fade-${n})`, class: "bar" }));
        if (bar.disputed) {
          defs.append(el("pattern", { id: `hatch-${n}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
            el("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: c.paper, "stroke-width": 2.6 })));
          a.append(el("rect", { x: x[0], y, width, height, fill: `url(#hatch-${n})`, stroke: colour, "stroke-width": 1 }));
        }
        const next = Math.min(x[3], ...data.bars.filter((o) => o !== bar && o.key === bar.key && o.x1 > bar.x1).map((o) => scales.x(o.from)));
        const start = x[1] - x[0] > 12 ? x[1] : x[0];
        if (next - start > bar.state.length * 5.6 + 10) {
          const said = el("text", { x: start + 5, y: y + height / 2, dy: "0.34em", "text-anchor": "start", fill: bar.disputed ? c.text : c.paper, class: bar.disputed ? "over hatch" : "over" });
          said.textContent = bar.state;
          a.append(said);
        }
        g.append(a);
      });
      return g;
    };
    const names_ = (index, scales) => el("g", { "aria-hidden": "true" }, ...data.tracks.map((t) => {
      const text = el("text", narrow
        ? { x: 0, y: scales.y(t.key) + 11, "text-anchor": "start", fill: c.soft }
        : { x: left - 10, y: scales.y(t.key) + row / 2, dy: "0.32em", "text-anchor": "end", fill: c.soft });
      text.textContent = label(t);
      return text;
    }));
    return plot({
      width, height: keys.length * row + 30, marginLeft: left, marginRight: 2, marginTop: 4, marginBottom: 24,
      x: { domain: [from, to], ticks: ticks([from, to], width - left), tickFormat: year, tickSize: 0, label: null },
      y: { domain: keys, type: "band", padding: 0, axis: null },
      marks: [Plot.gridX(ticks([from, to], width - left), { stroke: c.rule, strokeOpacity: 1 }), bars, names_],
      ariaLabel: "Status of the relation through time",
    });
  };

  draw.index = (data, width) => {
    const c = ink();
    const span = [data.domain[0] - 0.6, data.domain[1] + 0.6];
    const narrow = width < 560;
    const left = narrow ? 28 : 34;
    const shared = { width, marginLeft: left, marginRight: 4, x: { domain: span, ticks: ticks(span, width - left), tickFormat: year, tickSize: 0, label: null, insetLeft: 0 } };
    const known = data.points.filter((p) => p.value !== null);
    const reach = Math.max(10, ...known.flatMap((p) => [Math.abs(p.low ?? p.value), Math.abs(p.high ?? p.value)]));
    const box = document.createElement("div");
    box.className = narrow ? "panels one" : "panels";
    const each = narrow ? width : Math.floor((width - 28) / 2);
    for (const line of data.lines) {
      const points = known.filter((p) => p.line === line).sort((a, b) => a.year - b.year);
      const all = [];
      points.forEach((p, n) => {
        if (n && p.year - points[n - 1].year > 1) all.push({ year: points[n - 1].year + 0.5, value: NaN, low: NaN, high: NaN });
        all.push(p);
      });
      const part = document.createElement("figure");
      const caption = document.createElement("figcaption");
      caption.textContent = points.length ? line : `${line}: nothing is told`;
      part.append(caption, plot({
        ...shared, width: each, height: 110, marginTop: 8, marginBottom: 20,
        x: { ...shared.x, ticks: ticks(span, each - left) },
        y: { domain: [-reach, reach], ticks: 3, tickSize: 0, label: null },
        marks: [
          Plot.gridX(ticks(span, each - left), { stroke: c.rule, strokeOpacity: 1 }),
          Plot.ruleY([0], { stroke: c.soft, strokeOpacity: 0.6 }),
          Plot.ruleX(points, { x: "year", y1: "low", y2: "high", stroke: c.accent, strokeOpacity: 0.28, strokeWidth: 3 }),
          Plot.areaY(all, { x: "year", y1: "low", y2: "high", fill: c.accent, fillOpacity: 0.13, curve: "linear" }),
          Plot.line(all, { x: "year", y: "value", stroke: c.accent, strokeWidth: 1.4 }),
          Plot.dot(points, { x: "year", y: "value", r: 1.8, fill: c.accent, href: (p) => `?since=${p.year}&until=${p.year}#record`, target: "_self", title: (p) => `${p.year}, ${line}: ${p.value.toFixed(2)} (${p.low?.toFixed(2)} to ${p.high?.toFixed(2)}), ${p.facts} facts` }),
        ],
        ariaLabel: `${line} line, ${data.domain[0]} to ${data.domain[1]}`,
      }));
      for (const a of part.querySelectorAll("a")) a.setAttribute("tabindex", "-1"); // the table below has these links
      box.append(part);
    }
    const strip = document.createElement("figure");
    strip.className = "strip";
    const caption = document.createElement("figcaption");
    caption.textContent = "documents that speak of the year";
    strip.append(caption, plot({
      ...shared, height: 52, marginTop: 4, marginBottom: 20,
      y: { domain: [0, Math.max(1, ...data.coverage.map((d) => d.documents))], ticks: 2, tickSize: 0, tickFormat: (d) => Number.isInteger(d) ? String(d) : "", label: null },
      marks: [
        Plot.rect(data.coverage.filter((d) => d.documents), { x1: (d) => d.year - 0.45, x2: (d) => d.year + 0.45, y1: 0, y2: "documents", fill: c.soft, title: (d) => `${d.year}: ${d.documents} documents` }),
        Plot.ruleY([0], { stroke: c.soft }),
      ],
      ariaLabel: "Documents that speak of each year",
    }));
    box.append(strip);
    return box;
  };

  draw.money = (data, width) => {
    const c = ink();
    const kinds = data.kinds;
    const periods = [...new Set(data.bars.map((b) => b.period))];
    const left = 62;
    const shade = (kind) => [c.good, c.part, css("--copy"), c.bad, c.soft][kinds.indexOf(kind) % 5];
    const bars = data.bars.map((b) => ({ ...b, millions: b.value / 1e6 }));
    return plot({
      width, height: 220, marginLeft: left, marginRight: 4, marginTop: 12, marginBottom: 28,
      x: { domain: periods, type: "band", padding: periods.length < 2 ? 0.85 : periods.length < 4 ? 0.6 : 0.35, label: null, tickSize: 0, tickFormat: (p) => data.labels[p] ?? p },
      y: { label: null, ticks: 4, tickSize: 0, tickFormat: (v) => v >= 1000 ? `${v / 1000} bn` : `${v} m`, grid: false },
      marks: [
        Plot.gridY({ stroke: c.rule, strokeOpacity: 1, ticks: 4 }),
        Plot.barY(bars, { x: "period", y: "millions", fill: (b) => shade(b.kind), title: (b) => b.said }),
        Plot.ruleY([0], { stroke: c.soft }),
      ],
      ariaLabel: "Money by kind and period",
    });
  };

  function drawAll() {
    for (const place of document.querySelectorAll("[data-chart]")) {
      const source = document.getElementById(place.dataset.from);
      if (!source) continue;
      const data = JSON.parse(source.textContent);
      const width = Math.floor(place.clientWidth);
      if (width < 40) continue;
      place.replaceChildren(draw[place.dataset.chart](data, width));
    }
  }

  drawAll();
  document.addEventListener("comity:theme", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  let waiting = 0, seen = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === seen) return;
    seen = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 120);
  });
})();
