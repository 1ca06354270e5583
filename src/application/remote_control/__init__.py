"""Remote control: orders to stations, and what becomes of them."""
