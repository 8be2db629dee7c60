// Where the embedded Direct Line is.

export const BASE = '/v3/directline';
