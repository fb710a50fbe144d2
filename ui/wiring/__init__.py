# SPDX-License-Identifier: EUPL-1.2
"""Which wish of a view goes where: one module for each family of views, one function for each view.

The functions only connect; whoever carries a wish out is named on the other side of `connect`.
"""
