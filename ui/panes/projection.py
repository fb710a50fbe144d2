# SPDX-License-Identifier: EUPL-1.2
"""Degrees to the map's kilometres: EPSG:3035, Lambert azimuthal equal area on GRS80.

Formulas: EPSG Guidance Note 7-2, method 9820, ellipsoidal form. The published test point
50° N 5° E gives 3 962 799.45 m east and 2 999 718.85 m north. Equal area matters here: a
choropleth must not make the north look larger than it is.
"""

from math import asin, atanh, cos, radians, sin, sqrt

_SEMI_MAJOR_M = 6378137.0
_INVERSE_FLATTENING = 298.257222101
_ORIGIN_LAT = radians(52.0)
_ORIGIN_LON = radians(10.0)
_FALSE_EASTING_M = 4_321_000.0
_FALSE_NORTHING_M = 3_210_000.0

_FLATTENING = 1 / _INVERSE_FLATTENING
_E2 = _FLATTENING * (2 - _FLATTENING)
_E = sqrt(_E2)


def _q(sin_lat: float) -> float:
    """Return the authalic function q of a latitude, given by its sine."""
    return (1 - _E2) * (sin_lat / (1 - _E2 * sin_lat**2) + atanh(_E * sin_lat) / _E)


_Q_POLE = _q(1.0)
_AUTHALIC_RADIUS_M = _SEMI_MAJOR_M * sqrt(_Q_POLE / 2)
_ORIGIN_AUTHALIC = asin(_q(sin(_ORIGIN_LAT)) / _Q_POLE)
_D = (
    _SEMI_MAJOR_M
    * (cos(_ORIGIN_LAT) / sqrt(1 - _E2 * sin(_ORIGIN_LAT) ** 2))
    / (_AUTHALIC_RADIUS_M * cos(_ORIGIN_AUTHALIC))
)


def to_metres(lat: float, lon: float) -> tuple[float, float]:
    """Project degrees to (easting, northing) in metres of EPSG:3035."""
    authalic = asin(_q(sin(radians(lat))) / _Q_POLE)
    turn = radians(lon) - _ORIGIN_LON
    sin_origin, cos_origin = sin(_ORIGIN_AUTHALIC), cos(_ORIGIN_AUTHALIC)
    along = cos(authalic) * cos(turn)
    scale = _AUTHALIC_RADIUS_M * sqrt(2 / (1 + sin_origin * sin(authalic) + cos_origin * along))
    east = _FALSE_EASTING_M + scale * _D * cos(authalic) * sin(turn)
    north = _FALSE_NORTHING_M + (scale / _D) * (cos_origin * sin(authalic) - sin_origin * along)
    return east, north


def to_km(lat: float, lon: float) -> tuple[float, float]:
    """Project degrees to (easting, northing) in kilometres, the unit of the map's outlines."""
    east, north = to_metres(lat, lon)
    return east / 1000, north / 1000
