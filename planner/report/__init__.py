# SPDX-License-Identifier: EUPL-1.2
"""What is read on paper or in a text file rather than in the window."""
