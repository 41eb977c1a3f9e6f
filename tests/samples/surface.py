"""What the facts say that an SDK has, for stubs of SDKs that cannot be fetched."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.model import Field, Service, Struct
from alicloud.generator.samples.sdks import installed


@dataclass(frozen=True)
class Method:
    """A method of an SDK, with the parameters that its request has."""

    service: Service
    action: str
    fields: tuple[Field, ...]

    def shape(self, field: Field) -> Struct | None:
        """The shape that a parameter is a list of."""
        name = field.type.shape_name
        return self.service.shapes_by_name()[name] if name else None


def methods(service: Service, variant: str) -> list[Method]:
    """The methods of a variant for the actions of a service."""
    facts = installed().service(service.name)
    return [
        Method(
            service,
            one.action,
            tuple(
                field
                for field in one.request.fields
                if facts.has_parameter(sdk, one.action, field.wire)
            ),
        )
        for one in service.operations()
        if (sdk := facts.sdk(variant, one.action))
    ]
