import htmx from "htmx.org";

// The content security policy allows neither eval nor styles written by a script.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0; // pages of officers are not kept in the browser's storage
htmx.config.defaultSettleDelay = 0; // what was swapped in answers to htmx at once, however fast the keys
