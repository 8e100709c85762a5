const decoder = new TextDecoder("latin1");

/** Text of bytes that are known to be ASCII. */
export const asciiText = (bytes: Uint8Array): string => decoder.decode(bytes);
