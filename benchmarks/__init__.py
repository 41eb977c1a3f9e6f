"""Speed beside the official SDKs, boto3 and bare HTTP libraries: `python -m benchmarks`."""
