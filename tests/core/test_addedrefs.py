from itaxl.core.addedrefs import AddedRefs


def test_an_added_action_gets_the_first_ref_of_its_unit_that_is_not_taken():
    refs = AddedRefs(["+กองคลัง-2", "2565-กองคลัง-O1-1"])
    assert [refs.take(unit) for unit in ("กองคลัง", "กองช่าง", "กองคลัง")] == [
        "+กองคลัง-1",
        "+กองช่าง-1",
        "+กองคลัง-3",
    ]


def test_a_wanted_ref_is_given_once():
    refs = AddedRefs([])
    assert [refs.take("กองคลัง", "+กองคลัง-7") for _ in range(2)] == ["+กองคลัง-7", "+กองคลัง-1"]


class Counted(set):
    asked = 0

    def __contains__(self, ref):
        self.asked += 1
        return super().__contains__(ref)


def test_giving_out_refs_takes_work_by_the_number_of_actions_not_by_its_square():
    refs = AddedRefs([])
    refs._taken = Counted()
    assert len({refs.take("กองคลัง") for _ in range(5000)}) == 5000
    assert refs._taken.asked <= 2 * 5000
