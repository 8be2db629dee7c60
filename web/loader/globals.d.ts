// What web/build.mjs writes into the loader: its styles, and its name in every language from locales/.
declare const LOADER_CSS: string;
declare const AWAY_CSS: string;
declare const LOADER_TITLES: Record<string, string>;
