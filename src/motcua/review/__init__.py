"""Review campaigns: plan, assessment, consultation, quality check, decision, lists."""
