import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../state/language";
import { Icon } from "./Icon";

interface DialogProps {
  title: string;
  /** `side`: a panel at the right edge; `centre`: a box that asks; `wide`: nearly the whole window. */
  shape: "side" | "centre" | "wide";
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog: the browser keeps the focus inside, and gives it back. */
export function Dialog({ title, shape, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      class={`dialog ${shape}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div class="dialog-inside">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="quiet icon-only" onClick={onClose}>
            <Icon name="close" />
            <span class="hidden">{t("close")}</span>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
