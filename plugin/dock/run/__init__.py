"""The page Run: what is asked, the check before the wait, the queue, and what goes on."""
