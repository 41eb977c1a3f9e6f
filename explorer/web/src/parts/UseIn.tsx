import { actionLink } from "../model/link";
import type { Use } from "../model/uses";
import { t } from "../state/language";
import { Dialog } from "../ui/Dialog";
import { KindMark } from "../ui/KindMark";

interface UseInProps {
  value: string;
  uses: Use[];
  onClose: () => void;
}

/** The actions that can take a value of a response. */
export function UseIn({ value, uses, onClose }: UseInProps) {
  return (
    <Dialog title={t("use.title")} shape="centre" onClose={onClose}>
      <p class="mono block">{value}</p>
      <ul class="choices-list">
        {uses.map(({ place, parameter }) => (
          <li key={`${place.service.name}/${place.action.name}/${parameter}`}>
            <a href={actionLink(place, { [parameter]: value })} onClick={onClose}>
              <KindMark kind={place.action.kind} />
              <span>{place.action.name}</span>
              <small class="muted">{parameter}</small>
            </a>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
