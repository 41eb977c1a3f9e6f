"""One call from beginning to end: what to send, when to retry, and what a response means."""
