# SPDX-License-Identifier: EUPL-1.2
"""What is measured, against what; `python -m benchmarks` runs everything and keeps the results."""
