"""The page History: the project's runs, and two of them compared."""
