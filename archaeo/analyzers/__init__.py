"""Reads files and records for what they tell; knows neither importers nor git."""
