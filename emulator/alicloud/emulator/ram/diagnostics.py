"""Why a call was denied: decodes the diagnostic message of the error."""

from __future__ import annotations

from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.policy import diagnosis
from alicloud.ram.diagnostics import (
    DecodedDiagnosticMessage,
    DecodeDiagnosticMessageRequest,
    DecodeDiagnosticMessageResponse,
)


@handles(DecodeDiagnosticMessageRequest)
def decode_diagnostic_message(
    call: Call, request: DecodeDiagnosticMessageRequest
) -> DecodeDiagnosticMessageResponse:
    message = diagnosis.decode(call, request.encoded_diagnostic_message)
    return DecodeDiagnosticMessageResponse(
        decoded_diagnostic_message=DecodedDiagnosticMessage.from_wire(message)
    )
