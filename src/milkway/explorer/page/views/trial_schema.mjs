// What the schema of protocols says of a key, as the form needs it: which kind of field, its choices, and how its text is read.

/** Return what a reference leads to, with what stands beside it. */
export function resolved(node, schema) {
  if (!node?.$ref) return node ?? {};
  const {$ref, ...beside} = node;
  return {...schema.$defs[$ref.split("/").pop()], ...beside};
}

export const isBasis = (node) => (node?.$ref ?? "").endsWith("/Basis");

/** The kind of field: part, parts, choice, flag, list, map or value. */
export function kindOf(node, schema) {
  const known = resolved(node, schema);
  if (known.properties) return "part";
  if (known.type === "array") return itemOf(known, schema).properties ? "parts" : "list";
  if (known.enum) return "choice";
  if (known.type === "boolean") return "flag";
  if (known.type === "object") return "map";
  return "value";
}

/** What a list holds; of several kinds the one with keys of its own. */
export function itemOf(known, schema) {
  const items = known.items ?? known.prefixItems?.[0] ?? {};
  const kinds = (items.anyOf ?? [items]).map((one) => resolved(one, schema));
  return kinds.find((one) => one.properties) ?? {...resolved(items, schema), anyOf: items.anyOf};
}

/** Whether a value may be a number. */
export function isNumeric(node, schema) {
  const known = resolved(node, schema);
  return ["number", "integer"].includes(known.type) || (known.anyOf ?? []).some((one) => isNumeric(one, schema));
}

/** Whether a value is a number and nothing else. */
export const isNumber = (node, schema) => ["number", "integer"].includes(resolved(node, schema).type);

/** Names that a value may have, of which the browser suggests some. */
export function suggestions(node, schema) {
  const known = resolved(node, schema);
  if (known.enum) return known.enum;
  return (known.anyOf ?? []).flatMap((one) => suggestions(one, schema));
}

/** Read a text as the value of a key: nothing takes the key out. */
export function readValue(text, node, schema) {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return isNumeric(node, schema) && isFinite(trimmed) ? Number(trimmed) : text;
}

/** Read a text with commas as a list. */
export function readList(text, node, schema) {
  const items = itemOf(resolved(node, schema), schema);
  return text.split(",").map((one) => one.trim()).filter(Boolean).map((one) => readValue(one, items, schema));
}

/** A value as a text that is read back the same. */
export function asText(value) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(asText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A place as mistakes write it: arms[1].name. */
export const placeOf = (path) => path.map((step) => (typeof step === "number" ? `[${step + 1}]` : `.${step}`)).join("").replace(/^\./, "");
