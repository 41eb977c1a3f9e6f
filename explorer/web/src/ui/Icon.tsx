/** The icons: lines of a 24 by 24 grid, drawn in the colour of the text. */

const PATHS = {
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  done: "M5 13l4 4L19 7",
  menu: "M4 7h16M4 12h16M4 17h10",
  history: "M4 5v4h4M4.5 9a8 8 0 1 1-.5 4M12 8v4l3 2",
  emulator: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
  identity: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-5 8-5s7 1 8 5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  reveal: "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  add: "M12 5v14M5 12h14",
  remove: "M5 12h14",
  arrow: "M5 12h14M13 6l6 6-6 6",
  read: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
  create: "M12 5v14M5 12h14",
  update: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  delete: "M6 6l12 12M18 6L6 18",
  open: "M8 12a4 4 0 1 1 8 0v0M6 12h12v8H6zM16 9V8",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
