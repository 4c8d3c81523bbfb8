"""From rows to verdicts: facts of interviews, the policy in force for them, score runs as rows.

Low in the import order on purpose: whoever shows a limit, an order or a result asks here, and nothing else knows a rule.
"""
