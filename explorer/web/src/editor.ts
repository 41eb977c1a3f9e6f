/** The second file of the page: the JSON editor. */
export { mount } from "./editor/mount";
