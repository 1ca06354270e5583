"""What every case works with: a database, servers in processes of their own, and the load."""
