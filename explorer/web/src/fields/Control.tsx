import { isList, isMap, isNumber, shapeFields } from "../model/catalogue";
import { AnyControl } from "./AnyControl";
import { BooleanControl } from "./BooleanControl";
import type { ControlProps } from "./props";
import { EnumControl } from "./EnumControl";
import { FileControl } from "./FileControl";
import { JsonControl } from "./JsonControl";
import { ListControl } from "./ListControl";
import { MapControl } from "./MapControl";
import { NumberControl } from "./NumberControl";
import { SecretControl } from "./SecretControl";
import { ShapeControl } from "./ShapeControl";
import { TextControl } from "./TextControl";
import { TimeControl } from "./TimeControl";

/** The control for a field, by its type. */
export function Control(props: ControlProps) {
  const { service, field } = props;
  const { type } = field;
  if (isList(type)) return <ListControl {...props} />;
  if (isMap(type)) return <MapControl {...props} />;
  if (shapeFields(service, type)) return <ShapeControl {...props} />;
  if (field.enum) return <EnumControl {...props} />;
  if (type === "boolean") return <BooleanControl {...props} />;
  if (field.sensitive) return <SecretControl {...props} />;
  if (isNumber(type)) return <NumberControl {...props} />;
  if (type === "timestamp") return <TimeControl {...props} />;
  if (type === "binary") return <FileControl {...props} />;
  if (type === "any") return <AnyControl {...props} />;
  if (type === "json") return <JsonControl {...props} />;
  return <TextControl {...props} />;
}
