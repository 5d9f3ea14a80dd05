"""Background work that survives a killed worker: queues, leases, retries, schedules, progress."""
