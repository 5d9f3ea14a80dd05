"""The room `publication`: announcement decisions, making public, clocks, lists."""
