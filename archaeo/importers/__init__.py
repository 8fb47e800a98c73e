"""Importers: one module a kind of source, each giving model records."""
