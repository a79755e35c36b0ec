import { TAG_PATH } from "@/components/www/wordmark";

/** The platform's tag, where nothing follows day and night. */
export const TAG_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#1c2fb5" fill-rule="evenodd" d="${TAG_PATH}"/></svg>`;
