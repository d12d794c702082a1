"""A publication to start from: small, whole, and passing its own tests at once."""
