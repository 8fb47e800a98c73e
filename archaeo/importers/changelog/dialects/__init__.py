"""The dialects: one file a way people wrote ChangeLogs, chosen by what they account for."""
