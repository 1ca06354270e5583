"""The doors of the system, and the wiring behind them."""
