import pytest

from itaxl.core.htmltext import Markup, element, joined

CASES = [
    (element("p", "a & <b>"), "<p>a &amp; &lt;b&gt;</p>"),
    (element("p", element("b", "x"), "<"), "<p><b>x</b>&lt;</p>"),
    (element("p", Markup("<br>")), "<p><br></p>"),
    (element("a", "x", href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;">x</a>'),
    (element("td", class_="y"), '<td class="y"></td>'),
    (joined([element("i", "1"), element("i", "2")]), "<i>1</i><i>2</i>"),
]


@pytest.mark.parametrize(("made", "html"), CASES)
def test_texts_are_escaped_and_elements_are_not(made, html):
    assert made == html
    assert isinstance(made, Markup)
