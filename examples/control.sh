#!/bin/sh
# Controls a running emulator from a shell: resets it, sets its clock, injects a fault.
#
#   python -m alicloud.emulator -- sh examples/control.sh
set -eu

control() { # control METHOD NAME [JSON]
  method=$1 name=$2
  shift 2
  if [ $# -gt 0 ]; then
    set -- --header 'Content-Type: application/json' --data "$1"
  fi
  curl --silent --show-error --fail-with-body --request "$method" "$@" \
    "$ALIBABA_CLOUD_ENDPOINT_URL/_emulator/$name"
  echo
}

control POST reset
control POST clock '{"freeze": "2026-01-31T08:00:00Z"}'
control POST faults '{"kind": "throttle", "action": "ListUsers", "retry_after": 2}'
control GET requests
