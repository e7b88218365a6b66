"""How the product is put together and started: settings, addresses, the embedded PostgreSQL.

Has no legal basis of its own. Stands above every other package, which never import it.
"""
