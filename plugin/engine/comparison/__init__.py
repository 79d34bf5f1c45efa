"""Several networks, baselines, sample sizes and splits of one recipe side by side, in one report."""
