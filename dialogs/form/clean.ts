// What a person typed, without the characters that can't be seen.

// Control, zero-width and direction characters carry no meaning in an answer and can disguise one.
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
export const cleanText = (text: string): string => text.replace(INVISIBLE, '').trim();
