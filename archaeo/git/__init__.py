"""Reads and writes git repositories."""
