// The search page's script: what is searched for stands in the address, and every grant that answers is shown and summed.
// The grants are those of the list's files, field by field, and a file that is fetched here is one of those.

const data = JSON.parse(document.getElementById("uppgifter").textContent);
const STEP = 100;
const cellsOf = ({ values, places }) => (places ? places.map((place) => (place < 0 ? null : values[place])) : values);
const fields = data.fields.map((field) => ({ ...field, cells: cellsOf(field) }));
const cells = Object.fromEntries(fields.map((field) => [field.path, field.cells]));
const names = cells["recipientOrganization/0/name"], amounts = cells.amountAwarded, days = cells.awardDate;
const regions = cells["fundingOrganization/0/name"], places = cells["beneficiaryLocation/0/name"];
const forms = cells["grantProgramme/0/title"], years = days.map((day) => day.slice(0, 4));
const lower = (text) => text.toLocaleLowerCase("sv");
const searched = ["title", "description", "recipientOrganization/0/id", "id"].map((path) => cells[path]);
const texts = days.map((_, grant) => lower(searched.map((column) => column[grant]).join("\n")));
const newestFirst = days.map((_, grant) => grant).sort((a, b) => (days[a] < days[b]) - (days[a] > days[b]) || a - b);
const kronor = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 2 });
const swedish = new Intl.Collator("sv");
const CHOICES = { region: ["alla regioner", regions], kommun: ["alla kommuner", places], stodform: ["alla stödformer", forms], ar: ["alla år", years] };
const CONTROLS = ["ord", ...Object.keys(CHOICES), "ordning"];

let found = [];
let shown = 0;

function at(id) {
  return document.getElementById(id);
}

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// ---- What is searched for

/** The members to choose among; the municipalities are those of the region that is chosen. */
function offer(id, chosen, isOffered) {
  const [every, column] = CHOICES[id];
  const members = [...new Set(column.filter((each, grant) => each !== null && isOffered(grant)))].sort(swedish.compare);
  if (id === "ar") members.reverse();
  const options = members.map((each) => made("option", { value: each }, each));
  at(id).replaceChildren(made("option", { value: "" }, every[0].toUpperCase() + every.slice(1)), ...options);
  at(id).value = members.includes(chosen) ? chosen : "";
}

function offerPlaces(chosen) {
  const region = at("region").value;
  offer("kommun", chosen, (grant) => !region || regions[grant] === region);
}

const asked = () => Object.fromEntries(CONTROLS.map((id) => [id, at(id).value.trim()]).filter(([, value]) => value));

function addressed() {
  const parts = new URLSearchParams(location.hash.slice(1));
  at("ord").value = parts.get("ord") ?? "";
  for (const id of ["region", "stodform", "ar"]) offer(id, parts.get(id), () => true);
  offerPlaces(parts.get("kommun"));
  at("ordning").value = parts.get("ordning") === "belopp" ? "belopp" : "";
}

function search() {
  const { ord = "", ordning, ...members } = asked();
  const words = lower(ord).split(/\s+/).filter(Boolean);
  const wanted = Object.entries(members).map(([id, member]) => [CHOICES[id][1], member]);
  found = newestFirst.filter(
    (grant) => wanted.every(([column, member]) => column[grant] === member) && words.every((word) => texts[grant].includes(word)),
  );
  if (ordning === "belopp") found.sort((a, b) => amounts[b] - amounts[a]);
  show();
}

// ---- What is found

function show() {
  const hundredths = found.reduce((sum, grant) => sum + Math.round(100 * amounts[grant]), 0);
  at("besked").textContent = found.length
    ? `${kronor.format(found.length)} stöd, tillsammans ${kronor.format(hundredths / 100)} kronor beviljade.`
    : "Inget stöd svarar mot sökningen.";
  for (const id of ["csv", "json"]) at(id).disabled = !found.length;
  at("lista").replaceChildren(...(found.length ? [table()] : []));
  shown = 0;
  more();
}

function table() {
  const heads = ["Beslut", "Mottagare och vad stödet gäller", "Stödform", "Kommun", "Beviljat, kr"];
  const head = heads.map((each, place) => made("th", { scope: "col", class: place === 4 ? "end" : "" }, each));
  return made("div", { class: "scroll", role: "region", "aria-label": "Tabell: de stöd som svarar mot sökningen", tabindex: 0 },
    made("table", {}, made("thead", {}, made("tr", {}, ...head)), made("tbody", { id: "rader" })));
}

function line(grant) {
  const place = regions[grant] && !at("region").parentElement.hidden ? [made("p", {}, regions[grant])] : [];
  return made("tr", {},
    made("td", { class: "day" }, days[grant]),
    made("th", { scope: "row" }, names[grant], made("p", {}, cells.description[grant])),
    made("td", {}, forms[grant]),
    made("td", {}, places[grant] ?? "", ...place),
    made("td", { class: "end" }, kronor.format(amounts[grant])));
}

function more() {
  const next = found.slice(shown, shown + STEP).map(line);
  at("rader")?.append(...next);
  shown += next.length;
  const left = found.length - shown;
  at("mer").hidden = !left;
  at("mer").textContent = `Visa ${kronor.format(Math.min(STEP, left))} till (${kronor.format(left)} återstår)`;
  return next[0];
}

// ---- Files

const harmless = (text) => (/^\s*[=+@-]/.test(text) ? `'${text}` : text);
const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const written = (value) => cell(typeof value === "string" ? harmless(value) : value === null ? "" : String(value));

function csv() {
  const lines = found.map((grant) => fields.map((field) => written(field.cells[grant])).join(","));
  return `\ufeff${[fields.map(({ heading }) => cell(heading)).join(","), ...lines].join("\r\n")}\r\n`;
}

/** A grant as the standard's JSON has it: what stands at recipientOrganization/0/name put in its place. */
function nested(grant) {
  const whole = {};
  for (const { path, cells: column } of fields) {
    if (column[grant] === null) continue;
    const [first, ...rest] = path.split("/");
    if (rest.length) ((whole[first] ??= [{}])[0])[rest[1]] = column[grant];
    else whole[first] = column[grant];
  }
  return whole;
}

const json = () => `${JSON.stringify({ ...data.package, grants: found.map(nested) }, null, 2)}\n`;

function save(name, content, type) {
  const link = made("a", { download: name });
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.click();
  URL.revokeObjectURL(link.href);
}

// ---- The page

function changed({ target }) {
  if (target.id === "region") offerPlaces(at("kommun").value);
  history.replaceState(null, "", `#${new URLSearchParams(asked())}`);
  search();
}

at("sok").addEventListener("input", changed);
at("sok").addEventListener("submit", (event) => event.preventDefault());
at("csv").addEventListener("click", () => save("beviljade-stod.csv", csv(), "text/csv"));
at("json").addEventListener("click", () => save("beviljade-stod.json", json(), "application/json"));
at("mer").addEventListener("click", () => {
  const first = more().querySelector("th");
  first.tabIndex = -1;
  first.focus();
});
addEventListener("hashchange", () => {
  addressed();
  search();
});
at("region").parentElement.hidden = new Set(regions).size < 2;
addressed();
search();
