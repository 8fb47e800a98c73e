"""From what files mention to which files they mean: common to all languages.

Each kind of mention has a module with an ordered list of rules; a rule decides and says why, or passes on. What no rule
decides is an external: something that the tree wants and does not have.
"""
