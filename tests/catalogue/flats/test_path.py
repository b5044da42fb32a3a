from catalogue.flats.path import Path, both, line, smooth


class TestPath:
    def test_mirrors_about_the_centre_front(self):
        drawn = Path((4, 0)).curve((10, 5), (10, 15), (0, 20))
        assert drawn.mirrored().d == "M-4 0C-10 5 -10 15 0 20"
        assert drawn.mirrored().mirrored() == drawn

    def test_goes_back_the_way_it_came(self):
        drawn = line((0, 0), (5, 5)).curve((6, 7), (8, 9), (10, 10))
        assert drawn.reversed().start == (10, 10)
        assert drawn.reversed().reversed() == drawn

    def test_finds_where_it_crosses_a_height(self):
        assert line((0, 0), (10, 20)).x_at(10) == 5
        assert line((0, 0), (10, 20)).x_at(90) == 10

    def test_writes_no_more_figures_than_can_be_seen(self):
        assert line((0.04, -0.04), (1.25, 3.0)).d == "M0 0L1.2 3"


class TestBoth:
    def test_closes_a_half_upon_its_mirror(self):
        whole = both(line((0, 0), (5, 10), (0, 20)))
        assert whole.closed
        assert whole.box == (-5, 0, 5, 20)


class TestSmooth:
    def test_passes_through_every_point(self):
        points = ((0, 0), (5, 8), (3, 15))
        assert tuple(segment[-1] for segment in smooth(*points).segments) == points[1:]
