"""What is measured, one file a subject; figures are ratios taken in one run."""
