"""The plane that maps are drawn on."""

import numpy as np

from rsp_pipeline.followup.charts.boundaries import projected


def test_degrees_become_metres_of_sweref_99_tm() -> None:
    on_the_meridian, three_degrees_east = projected(np.array([[15.0, 60.0], [18.0, 0.0]])).round(3).tolist()
    assert on_the_meridian == [500_000, 6_651_411.190]
    assert three_degrees_east == [833_978.557, 0]
