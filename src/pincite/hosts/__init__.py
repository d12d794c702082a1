"""Configuration of web servers and hosts for a built site."""
