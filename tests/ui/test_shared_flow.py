"""Lines of chips break anew as soon as a chip comes, goes, hides or wishes another size."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from fieldnotes.ui.shared.flow import FlowLayout

WIDTH = 300


@pytest.fixture
def holder(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def flow(holder):
    made = FlowLayout(8, holder)
    for _number in range(3):
        made.addWidget(label(60))
    holder.resize(WIDTH, 200)
    holder.show()
    assert made.heightForWidth(WIDTH) == 20, "three of them stand on one line"
    return made


def label(wide):
    made = QLabel("Elsa")
    made.setFixedSize(wide, 20)
    return made


def test_one_that_comes_may_need_a_line_of_its_own(flow):
    flow.addWidget(added := label(200))
    added.show()
    assert flow.heightForWidth(WIDTH) == 48


def test_one_that_grows_moves_the_others(flow):
    flow.itemAt(1).widget().setFixedWidth(250)
    assert flow.heightForWidth(WIDTH) == 76


def test_one_that_hides_or_goes_leaves_no_line(flow):
    flow.itemAt(1).widget().setFixedWidth(250)
    flow.itemAt(1).widget().hide()
    assert flow.heightForWidth(WIDTH) == 20
    flow.itemAt(1).widget().show()
    gone = flow.takeAt(1).widget()
    gone.hide()
    assert flow.heightForWidth(WIDTH) == 20
