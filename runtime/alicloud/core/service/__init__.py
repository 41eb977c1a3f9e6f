"""What a service is: its operations, its endpoints, and the limits of its parameters."""
