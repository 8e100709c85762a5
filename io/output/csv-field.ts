/** A field as CSV writes it: in quotes where the delimiter, a quote, a line break or spaces at its ends call for them. */
export function csvField(text: string, delimiter: string): string {
  const plain = text !== "" && !text.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(text);
  return plain || (text === "" && delimiter !== " ") ? text : `"${text.replaceAll('"', '""')}"`;
}
