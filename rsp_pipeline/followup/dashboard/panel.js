// The dashboard's script: what is chosen stands in the address, and every figure that answers is looked up and shown.
// Figures, words and areas are those that `content.py` tells; nothing is counted here.

const data = JSON.parse(document.getElementById("uppgifter").textContent);
const MUNICIPALITY = "municipality_code", FORM = "grant_form", HIDDEN = "dolt", PRELIMINARY = "preliminär";
const EVERY = { [MUNICIPALITY]: "hela länet", [FORM]: "alla stödformer" };
const NOT_TOLD = "redovisas inte", SHADES = 4, LETTERS = 13, ROW = 34;
const indicators = new Map(data.indicators.map((each) => [each.id, each]));
const titles = Object.fromEntries(data.dimensions.map((each) => [each.column, each.title]));
const controls = Object.fromEntries(["nyckeltal", "ar", "kommun", "stodform"].map((id) => [id, at(id)]));
const pen = document.createElement("canvas").getContext("2d");
pen.font = `${LETTERS}px ${getComputedStyle(document.body).fontFamily}`;

function at(id) {
  return document.getElementById(id);
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// ---- Figures

const keyOf = (id, year, group) => [id, year, ...data.dimensions.map(({ column }) => group[column] ?? "")].join("\n");
const figures = new Map();
for (const { id, breakdowns } of data.indicators)
  for (const breakdown of breakdowns)
    for (const [year, ...rest] of breakdown.figures) {
      const group = Object.fromEntries(breakdown.by.map((column, place) => [column, rest[place]]));
      const [value, records, status] = rest.slice(breakdown.by.length);
      figures.set(keyOf(id, year, group), { value, records, status });
    }

const breakdownOf = (indicator, columns) =>
  indicator.breakdowns.find(({ by }) => by.length === columns.length && columns.every((each) => by.includes(each)));
const isBrokenDown = (indicator, group) => breakdownOf(indicator, Object.keys(group)) !== undefined;
const nameOf = (column, member) => data.names[column]?.[member] ?? member;

/** The members that a dimension has in some years, by their names; what is not stated comes last. */
function membersOf(indicator, column, isWanted = () => true) {
  const place = 1, rows = breakdownOf(indicator, [column]).figures.filter(([year]) => isWanted(year));
  const isStated = (member) => Number(member !== "Ej angivet");
  return [...new Set(rows.map((row) => row[place]))].sort(
    (a, b) => isStated(b) - isStated(a) || nameOf(column, a).localeCompare(nameOf(column, b), "sv"),
  );
}

function written(value, indicator) {
  const digits = { minimumFractionDigits: indicator.decimals, maximumFractionDigits: indicator.decimals };
  return value.toLocaleString("sv-SE", { ...digits, signDisplay: "negative" });
}

/** A figure as people read it: the number, or the word for why there is none. */
const told = (figure, indicator) =>
  figure === undefined ? NOT_TOLD : figure.value === null ? figure.status : written(figure.value, indicator);
const withUnit = (figure, indicator) =>
  told(figure, indicator) + (figure?.value == null || indicator.unit === "antal" ? "" : `\u00a0${indicator.unit}`);

// ---- The choice

const addressOf = ({ indicator, year, group }) => {
  const parts = { nyckeltal: indicator.id, ar: year, kommun: group[MUNICIPALITY], stodform: group[FORM] };
  return `#${new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== undefined))}`;
};

/** The choice that an address tells. Whatever it names that there is none of is left out. */
function choiceIn(address) {
  const parts = new URLSearchParams(address.slice(1));
  const indicator = indicators.get(parts.get("nyckeltal")) ?? indicators.get("S02") ?? data.indicators[0];
  const years = data.years.map(({ year }) => year);
  const ended = data.years.filter(({ hasEnded }) => hasEnded).map(({ year }) => year);
  const year = years.find((each) => String(each) === parts.get("ar")) ?? ended.at(-1) ?? years.at(-1);
  const asked = [[MUNICIPALITY, parts.get("kommun")], [FORM, parts.get("stodform")]];
  const known = asked.filter(
    ([column, member]) => isBrokenDown(indicator, { [column]: 0 }) && membersOf(indicator, column).includes(member),
  );
  const group = Object.fromEntries(known);
  if (!isBrokenDown(indicator, group)) delete group[FORM];
  return { indicator, year, group };
}

/** What is chosen in the controls; of two that cannot be combined, the one that was changed last. */
function choiceMade(changed) {
  const parts = new URLSearchParams(Object.entries(controls).map(([name, control]) => [name, control.value]));
  const indicator = indicators.get(controls.nyckeltal.value);
  const both = controls.kommun.value && controls.stodform.value;
  if (both && changed === controls.stodform && !isBrokenDown(indicator, { [MUNICIPALITY]: 0, [FORM]: 0 }))
    parts.delete("kommun");
  return choiceIn(`#${parts}`);
}

function offer(control, column, { indicator, group }) {
  const hasAny = isBrokenDown(indicator, { [column]: 0 });
  const every = capital(hasAny ? EVERY[column] : `${NOT_TOLD} per ${titles[column].toLowerCase()}`);
  const members = hasAny ? membersOf(indicator, column) : [];
  control.replaceChildren(new Option(every, ""), ...members.map((each) => new Option(nameOf(column, each), each)));
  control.value = group[column] ?? "";
  control.disabled = !hasAny;
}

// ---- What is shown of a choice: the figure over the years, and each way it is broken down

const placeOf = (group, column) => (column in group ? nameOf(column, group[column]) : EVERY[column]);

function heading({ group }) {
  const parts = [MUNICIPALITY, FORM].filter((column) => column in group || column === MUNICIPALITY);
  return parts.map((column) => placeOf(group, column)).join(", ");
}

function views(choice) {
  const { indicator, year, group } = choice;
  const row = (label, change, leads) => {
    const of = { ...choice, ...change };
    const figure = figures.get(keyOf(indicator.id, of.year, of.group));
    return { label, of, figure, said: told(figure, indicator), isChosen: leads && addressOf(of) === addressOf(choice) };
  };
  const over = data.years.map((each) => row(String(each.year), { year: each.year }, true));
  const shown = [{ id: "utveckling", title: "År för år", head: "År", about: heading(choice), rows: over, leads: true }];
  const columns = [...new Set(indicator.breakdowns.flatMap(({ by }) => by))];
  for (const column of columns) {
    const { [column]: _, ...others } = group;
    if (!isBrokenDown(indicator, { ...others, [column]: 0 })) continue;
    const isPlace = column === MUNICIPALITY, leads = isPlace || column === FORM;
    const rows = membersOf(indicator, column, (each) => each === year).map((member) =>
      row(nameOf(column, member), { group: { ...others, [column]: member } }, leads),
    );
    const about = isPlace ? `${year}${FORM in others ? `, ${others[FORM]}` : ""}` : `${year}, ${heading({ group: others })}`;
    shown.push({ id: column, title: `Per ${titles[column].toLowerCase()}`, head: titles[column], about, rows, leads });
  }
  return shown;
}

// ---- Charts

const width = (text) => pen.measureText(text).width;
const STYLE = { fontSize: `${LETTERS}px`, fontFamily: "inherit", overflow: "visible" };
const paint = ({ figure, isChosen }) =>
  figure.status === PRELIMINARY ? "url(#streckat)" : isChosen ? "var(--chosen)" : "var(--bar)";
const number = ({ figure }) => figure?.value ?? 0;
const end = (row) => Math.max(0, number(row));
const reach = (rows) => [Math.min(0, ...rows.map(number)), Math.max(...rows.map(number)) || 1];

function standing(rows, room) {
  const known = rows.filter(({ figure }) => figure?.value != null);
  return Plot.plot({
    width: room, height: 300, margin: 24, marginLeft: 2, marginRight: 2, style: STYLE,
    x: { domain: rows.map(({ label }) => label), padding: 0.3, label: null },
    y: { axis: null, domain: reach(rows) },
    marks: [
      Plot.barY(known, { x: "label", y: number, fill: paint, stroke: "var(--chosen)" }),
      Plot.ruleY([0], { stroke: "var(--rule)" }),
      Plot.text(rows, { x: "label", y: end, text: "said", lineAnchor: "bottom", dy: -5 }),
      Plot.axisX({ tickSize: 0, fill: "var(--ink)" }),
    ],
  });
}

function lying(rows, room) {
  const known = rows.filter(({ figure }) => figure?.value != null);
  const left = Math.min(0.42 * room, Math.max(...rows.map(({ label }) => width(label))) + 10);
  return Plot.plot({
    width: room, height: rows.length * ROW + 8, margin: 4, marginLeft: left, style: STYLE,
    marginRight: Math.max(...rows.map(({ said }) => width(said))) + 12,
    x: { axis: null, domain: reach(rows) },
    y: { domain: rows.map(({ label }) => label), padding: 0.25, label: null },
    marks: [
      Plot.axisY({ tickSize: 0, fill: "var(--ink)", lineWidth: left / LETTERS, textOverflow: "ellipsis" }),
      Plot.barX(known, { y: "label", x: number, fill: paint, stroke: "var(--chosen)" }),
      Plot.ruleX([0], { stroke: "var(--rule)" }),
      Plot.text(rows, { y: "label", x: end, text: "said", textAnchor: "start", dx: 6 }),
    ],
  });
}

/** Which of the equal steps up to the greatest a figure is in: none of them is 0, and null is no figure. */
const shadeOf = (row, greatest) =>
  row?.figure?.value == null ? null : number(row) > 0 ? Math.ceil((number(row) / greatest) * SHADES) : 0;

const extent = (feature, axis) => d3.extent(feature.geometry.coordinates.flat(2), (point) => point[axis]);
const spans = new Map(data.areas.map((each) => [each.properties.code, extent(each, 0)]));

/**
 * The map of the municipalities, and its key: more is darker, or in the dark lighter, in four equal steps, and what has
 * no figure is hatched. A name that has no room in its area is a number there, and stands in the key.
 */
function map(rows, room, indicator) {
  const byCode = new Map(rows.map((row) => [row.of.group[MUNICIPALITY], row]));
  const rowOf = ({ properties }) => byCode.get(properties.code);
  const [west, east] = d3.extent([...spans.values()].flat());
  const [north, south] = d3.extent(data.areas.flatMap((each) => extent(each, 1)));
  const height = Math.min(520, (room * (south - north)) / (east - west));
  const scale = Math.min((room - 4) / (east - west), (height - 4) / (south - north));
  const greatest = Math.max(...rows.map(number));
  const step = (feature) => shadeOf(rowOf(feature), greatest);
  const shade = (feature) => (step(feature) === null ? "url(#okant)" : `var(--shade-${step(feature)})`);
  const ground = (feature) => `var(--${step(feature) === null ? "paper" : `shade-${step(feature)}`})`;
  const letters = (feature) => `var(--${step(feature) === SHADES ? "paper" : "ink"})`;
  const words = (feature) => [feature.properties.name, rowOf(feature)?.said ?? NOT_TOLD];
  const fits = (feature) => {
    const [from, to] = spans.get(feature.properties.code);
    return Math.max(...words(feature).map(width)) < 0.8 * scale * (to - from);
  };
  const beside = data.areas.filter((each) => !fits(each));
  const label = (feature) => (fits(feature) ? words(feature).join("\n") : String(beside.indexOf(feature) + 1));
  const svg = Plot.plot({
    width: room, height, margin: 2, style: STYLE, color: { type: "identity" },
    projection: { type: "identity", domain: { type: "FeatureCollection", features: data.areas } },
    marks: [
      Plot.geo(data.areas, { fill: shade, stroke: "var(--muted)", strokeWidth: 0.8 }),
      Plot.geo(data.areas.filter((each) => rowOf(each)?.isChosen), { stroke: "var(--ink)", strokeWidth: 3 }),
      Plot.text(data.areas, Plot.centroid({ text: label, fill: letters, stroke: ground, strokeWidth: 4 })),
    ],
  });
  return [svg, mapKey(rows, greatest, beside.map((each) => words(each).join(", ")), indicator)];
}

function mapKey(rows, greatest, beside, indicator) {
  const limit = (step) => written((greatest * step) / SHADES, indicator);
  const steps = greatest > 0 ? d3.range(SHADES, 0, -1) : [];
  const lines = steps.map((step) => [`shade-${step}`, `mer än ${limit(step - 1)}, högst ${limit(step)}`]);
  const seen = new Set(rows.map((row) => shadeOf(row, greatest)));
  if (seen.has(0)) lines.push(["shade-0", greatest > 0 ? "noll eller mindre" : "noll"]);
  if (seen.has(null)) lines.push(["unknown", "ingen siffra: ordet står i tabellen"]);
  return made("div", { class: "key" },
    made("ul", {}, ...lines.map(([name, said]) => made("li", { class: name }, said))),
    made("ol", {}, ...beside.map((said) => made("li", {}, said))));
}

/** What a chart says, for those who cannot see it. */
function alternative(kind, { title, about, rows }, indicator) {
  const known = rows.filter(({ figure }) => figure?.value != null).sort((a, b) => number(b) - number(a));
  const tell = ({ label, figure }) => `${label}, ${withUnit(figure, indicator)}`;
  const missing = rows.length - known.length;
  return [
    `${kind}: ${indicator.title} ${title.toLowerCase()}, ${about}.`,
    known.length > 1 ? `Störst: ${tell(known[0])}. Minst: ${tell(known.at(-1))}.` : known.map((one) => `${tell(one)}.`)[0],
    missing ? `Utan siffra: ${missing} av ${rows.length}.` : "",
    "Tabellen har alla siffror.",
  ].filter(Boolean).join(" ");
}

function picture(svg, kind, view, indicator) {
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", alternative(kind, view, indicator));
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label"); // Plot's, in English
  return svg;
}

function chart(view, indicator, room) {
  const { rows } = view;
  const isWide = rows.every(({ label, said }) => Math.max(width(label), width(said)) + 10 < room / rows.length);
  const [draw, kind] = view.id === "utveckling" && isWide ? [standing, "Stapeldiagram"] : [lying, "Liggande stapeldiagram"];
  const drawn = [picture(draw(rows, room), kind, view, indicator)];
  if (rows.some(({ figure }) => figure?.status === PRELIMINARY && figure.value !== null))
    drawn.push(made("p", { class: "note" }, "Streckat: preliminär siffra, året pågår."));
  return drawn;
}

// ---- Tables

function table(view, indicator) {
  const head = [view.head, indicator.unit === "antal" ? "Antal" : indicator.unit, "Status", "Rader"];
  const lines = view.rows.map(({ label, of, figure, said, isChosen }, place) => {
    const link = { id: `${view.id}-${place}`, href: addressOf(of), "aria-current": isChosen && "true" };
    return made("tr", { class: isChosen && "chosen" },
      made("th", { scope: "row" }, view.leads ? made("a", link, label) : label),
      made("td", { class: "end" }, said),
      made("td", {}, figure?.value != null ? figure.status : "–"),
      made("td", { class: "end" }, figure?.records != null ? figure.records.toLocaleString("sv-SE") : "–"));
  });
  const caption = `${indicator.title} ${view.title.toLowerCase()}, ${view.about}`;
  return made("div", { class: "scroll", role: "region", "aria-label": `Tabell: ${caption}`, tabindex: 0 },
    made("table", {}, made("caption", {}, made("span", {}, caption)),
      made("thead", {}, made("tr", {}, ...head.map((each, place) => made("th", { scope: "col", class: place % 2 ? "end" : "" }, each)))),
      made("tbody", {}, ...lines)));
}

// ---- Csv: each figure that is seen once, as a Swedish spreadsheet opens it

const harmless = (text) => (/^\s*[=+@-]/.test(text) ? `'${text}` : text);
const cell = (text) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csv(choice) {
  const { indicator } = choice, lines = new Map();
  for (const { rows } of views(choice))
    for (const { of, figure } of rows) {
      const apart = Object.keys(of.group).filter((column) => !(column in EVERY));
      const parts = apart.map((column) => `${titles[column]}: ${nameOf(column, of.group[column])}`).join(", ");
      const words = [indicator.id, indicator.title, indicator.unit, String(of.year),
        placeOf(of.group, MUNICIPALITY), placeOf(of.group, FORM), parts].map(harmless);
      const value = figure?.value == null ? "" : String(figure.value).replace(".", ",");
      lines.set(words.join(), [...words, value, figure?.status ?? NOT_TOLD, String(figure?.records ?? "")]);
    }
  const head = ["Nyckeltal", "Benämning", "Enhet", "År", "Kommun", "Stödform", "Uppdelning", "Värde", "Status", "Antal rader"];
  return `\ufeff${[head, ...lines.values()].map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
}

// ---- The page

let current = null;
let drawnFor = 0;

function show(choice) {
  const { indicator, year, group } = choice, held = document.activeElement?.id;
  const figure = figures.get(keyOf(indicator.id, year, group));
  current = choice;
  controls.nyckeltal.value = indicator.id;
  controls.ar.value = String(year);
  offer(controls.kommun, MUNICIPALITY, choice);
  offer(controls.stodform, FORM, choice);
  document.title = `${indicator.title} ${year}, ${heading(choice)} – ${at("rubrik").textContent}`;
  at("vad").textContent = `${indicator.title} ${year}, ${heading(choice)}`;
  at("siffra").textContent = withUnit(figure, indicator);
  const rows = figure?.records == null ? "" : ` Siffran bygger på ${figure.records.toLocaleString("sv-SE")} ${figure.records === 1 ? "rad" : "rader"} i registren.`;
  const state = figure?.value == null ? data.statuses[figure?.status] ?? NOT_TOLD : figure.status;
  at("om").textContent = `${capital(state)}.${rows} ${data.years.find((each) => each.year === year).told}`;
  define(indicator);
  draw();
  if (held) at(held)?.focus({ preventScroll: true });
}

function define({ id, title, description, processing, registers, good, since, comparability }) {
  at("definition").replaceChildren(`${id} ${title}. ${description}`);
  const compared = `${since ? `från ${since}.` : "nej."} ${comparability}`.trim();
  const facts = { "Hur det räknas": processing, Underlag: registers.join(", ") || "alla levererade register",
    "Bra riktning": good, "Jämförbart över tid": compared };
  at("fakta").replaceChildren(
    ...Object.entries(facts).map(([name, said]) => made("div", {}, made("dt", {}, name), made("dd", {}, said))));
}

function section(view, indicator, room) {
  const parts = [made("div", {}, ...chart(view, indicator, room)), table(view, indicator)];
  if (view.id === MUNICIPALITY && data.areas.length) {
    const [svg, key] = map(view.rows, room, indicator);
    parts.push(picture(svg, "Karta", view, indicator), key);
  }
  return made("section", { "aria-labelledby": `h-${view.id}` },
    made("h2", { id: `h-${view.id}` }, view.title), made("p", { class: "note" }, capital(view.about)),
    made("div", { class: "sida-vid-sida" }, ...parts));
}

function draw() {
  const { indicator } = current, shown = views(current), whole = at("svar").clientWidth;
  const room = Math.max(240, whole >= 900 ? 0.58 * whole : whole);
  drawnFor = whole;
  at("svar").replaceChildren(...shown.map((view) => section(view, indicator, room)));
  const seen = new Set(shown.flatMap(({ rows }) => rows.map(({ figure }) => figure?.status ?? "")));
  at("ord").replaceChildren(...Object.entries(data.statuses).filter(([word]) => seen.has(word)).map(([word, meaning]) =>
    made("div", {}, made("dt", {}, word), made("dd", {}, meaning))));
}

function save() {
  const link = made("a", { download: `instrumentpanel-${current.indicator.id}-${current.year}.csv` });
  link.href = URL.createObjectURL(new Blob([csv(current)], { type: "text/csv" }));
  link.click();
  URL.revokeObjectURL(link.href);
}

at("urval").addEventListener("change", ({ target }) => {
  const choice = choiceMade(target);
  show(choice);
  location.hash = addressOf(choice);
});
at("urval").addEventListener("submit", (event) => event.preventDefault());
at("spara").addEventListener("click", save);
addEventListener("hashchange", () => {
  const choice = choiceIn(location.hash);
  if (addressOf(choice) !== addressOf(current)) show(choice);
});
new ResizeObserver(() => {
  if (at("svar").clientWidth !== drawnFor) draw();
}).observe(at("svar"));
show(choiceIn(location.hash));
