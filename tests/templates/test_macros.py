"""The macros by themselves: what they say to a browser, and to somebody who cannot see it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DecimalField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Optional

from clinic.domain.comparison import Verdict
from clinic.web.tags import Tag

ROOT = Path(__file__).parents[2]

YES_NO = [SelectChoice("no", "No"), SelectChoice("yes", "Yes")]


class DoseForm(Form):
    sets = DecimalField("Sets", [InputRequired("Enter 6 to 10 sets")])


class VisitForm(Form):
    record_id = HiddenField()
    csrf_token = HiddenField()
    name = StringField("Name <of> the patient", [InputRequired("Enter the name")])
    duration_s = DecimalField("Time", [InputRequired("Enter a time between 1 and 300 seconds")])
    fell = RadioField("Fallen?", choices=YES_NO, validators=[InputRequired("Answer No or Yes")])
    action = BooleanField("Action in place")
    symptoms = SelectMultipleField(
        "Symptoms",
        choices=[SelectChoice("none", "None"), SelectChoice("sore", "Soreness")],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    referrer = SelectField("Referrer", choices=[SelectChoice("a", "Dr Whitlow")])
    note = TextAreaField("Note", [Optional()])
    doses = FieldList(FormField(DoseForm), min_entries=1)

    def minted(self) -> str:
        self.record_id.data = "0198-minted"
        return self.record_id.data


@pytest.fixture(scope="module")
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["csrf_token"] = lambda: "a-token"
    return made


@pytest.fixture
def render(environment):
    def one(source: str, **values: object) -> str:
        folder = '{% from "_macros/forms.html" import field, date_field, select, textarea, '
        folder += "checkbox, choice, yes_no_row, error_summary, form_open, submit %}"
        folder += '{% from "_macros/status.html" import status_tag, tag, level_glyph, verdict, '
        folder += "verdict_tag, check_mark %}"
        folder += '{% from "_macros/panels.html" import panel, precaution_box, empty_state, '
        folder += "fact_list, message %}"
        folder += '{% from "_macros/tables.html" import data_table, column, cell, pagination %}'
        folder += '{% from "_macros/lists.html" import need_list, change_list %}'
        folder += '{% from "_macros/icons.html" import icon %}'
        return environment.from_string(folder + source).render(**values)

    return one


def refused(**typed: str) -> VisitForm:
    form = VisitForm(MultiDict(typed))
    assert not form.validate()
    return form


# --- fields -----------------------------------------------------------------------------------


def test_a_label_is_bound_to_its_control_and_escaped(render):
    html = render("{{ field(form.name) }}", form=VisitForm())
    assert '<label class="field__label" for="name">Name &lt;of&gt; the patient</label>' in html
    assert 'id="name"' in html


def test_what_was_typed_comes_back_escaped(render):
    form = VisitForm(MultiDict({"name": '"><script>alert(1)</script>'}))
    html = render("{{ field(form.name) }}", form=form)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_hint_error_unit_and_last_value_describe_the_control(render):
    html = render(
        '{{ field(form.duration_s, unit="s", hint="From go to seated", last="14.62 s, 7 Apr") }}',
        form=refused(name="Edith"),
    )
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    names = described[1].split()
    assert names == ["duration_s-hint", "duration_s-error", "duration_s-unit", "duration_s-last"]
    assert all(f'id="{name}"' in html for name in names)
    assert 'aria-invalid="true"' in html


def test_the_order_is_label_hint_error_control_unit(render):
    html = render(
        '{{ field(form.duration_s, unit="seconds", hint="To the hundredth") }}', form=refused()
    )
    places = [
        html.index(part)
        for part in ("<label", "To the hundredth", "Enter a time", "<input", ">seconds<")
    ]
    assert places == sorted(places)


def test_a_field_without_fault_says_nothing_of_one(render):
    html = render("{{ field(form.name) }}", form=VisitForm())
    assert "aria-invalid" not in html
    assert "field__error" not in html
    assert "aria-describedby" not in html


def test_the_browser_does_not_judge_in_our_place(render):
    html = render("{{ field(form.name) }}{{ choice(form.fell) }}", form=VisitForm())
    assert " required" not in html


def test_an_answer_that_may_be_left_out_says_so(render):
    html = render("{{ textarea(form.note) }}", form=VisitForm())
    assert "(optional)" in html
    assert 'rows="3"' in html


def test_more_attributes_reach_the_control(render):
    html = render(
        '{{ field(form.duration_s, attributes={"inputmode": "decimal"}) }}', form=VisitForm()
    )
    assert 'inputmode="decimal"' in html


def test_a_list_of_choices_is_a_labelled_select(render):
    html = render("{{ select(form.referrer) }}", form=VisitForm())
    assert '<label class="field__label" for="referrer">' in html
    assert "<select" in html


# --- choices ----------------------------------------------------------------------------------


def test_nothing_is_preselected(render):
    html = render(
        "{{ choice(form.fell) }}{{ yes_no_row(form.fell) }}{{ choice(form.symptoms) }}",
        form=VisitForm(),
    )
    assert "checked" not in html


def test_a_group_has_one_legend_and_each_choice_its_own_label(render):
    html = render("{{ choice(form.symptoms) }}", form=VisitForm())
    assert "<legend>Symptoms</legend>" in html
    assert '<label class="choice" for="symptoms-0">' in html
    assert html.count('type="checkbox"') == 2


def test_no_stands_left_of_yes_and_yes_opens_its_consequence(render):
    html = render(
        '{% call yes_no_row(form.fell, kind="caution") %}<p>Look at the cause.</p>{% endcall %}',
        form=VisitForm(),
    )
    assert html.index(">No<") < html.index(">Yes<")
    yes = re.search(r'<input[^>]*value="yes"[^>]*>', html)
    no = re.search(r'<input[^>]*value="no"[^>]*>', html)
    assert yes is not None
    assert no is not None
    assert "data-opens" in yes[0]
    assert "data-opens" not in no[0]
    assert '<div class="answer-row__then">' in html


def test_a_question_names_its_group_of_answers(render):
    html = render("{{ yes_no_row(form.fell) }}", form=refused())
    assert 'role="radiogroup" aria-labelledby="fell-question" aria-describedby="fell-error"' in html
    assert '<p id="fell-question">Fallen?</p>' in html
    assert "answer-row__then" not in html


def test_a_box_to_tick_can_close_a_caution(render):
    html = render("{{ checkbox(form.action, settles=true, more='Today') }}", form=VisitForm())
    assert "data-settles" in html
    assert 'for="action"' in html
    assert "Today" in html


# --- the form and what was not saved ----------------------------------------------------------


def test_a_form_carries_its_hidden_fields_once(render):
    html = render("{% call form_open(form) %}body{% endcall %}", form=VisitForm())
    assert 'name="record_id" type="hidden" value="0198-minted"' in html
    assert html.count('name="csrf_token"') == 1
    assert "novalidate" in html


def test_a_form_without_a_token_of_its_own_gets_one(render):
    html = render("{% call form_open(form) %}body{% endcall %}", form=DoseForm())
    assert '<input type="hidden" name="csrf_token" value="a-token">' in html


def test_the_summary_links_every_fault_to_its_first_control(render):
    html = render("{{ error_summary(form) }}", form=refused(**{"doses-0-sets": ""}))
    assert '<a href="#name">Enter the name</a>' in html
    assert '<a href="#fell-0">Answer No or Yes</a>' in html
    assert '<a href="#doses-0-sets">Enter 6 to 10 sets</a>' in html
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html


def test_the_summary_tells_what_a_rule_refuses_beside_the_shape(render):
    html = render(
        "{{ error_summary(form, extra=[('Outside its limits', 'sets'), ('Wait', none)]) }}",
        form=VisitForm(),
    )
    assert '<a href="#sets">Outside its limits</a>' in html
    assert "<p>Wait</p>" in html


def test_without_a_fault_there_is_no_summary(render):
    assert render("{{ error_summary(form) }}", form=VisitForm()).strip() == ""


def test_the_button_says_what_it_does(render):
    html = render('{{ submit("Prescribe routine 5", wide=true) }}')
    assert '<button type="submit"' in html
    assert ">Prescribe routine 5</button>" in html


# --- states -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", list(Verdict))
def test_every_verdict_of_the_domain_has_its_icon_and_words(render, code):
    html = render("{{ verdict(code) }}{{ verdict_tag(code) }}", code=code)
    assert html.count("<svg") == 2


def test_a_verdict_takes_the_whole_phrase(render):
    html = render('{{ verdict("real_improvement", "Real improvement, −4.34 s.") }}')
    assert "verdict--improved" in html
    assert "Real improvement, −4.34 s." in html


def test_a_level_is_a_number_beside_eight_rungs(render):
    html = render("{{ level_glyph(4, 5) }}")
    assert "Level 4" in html
    assert html.count("level-glyph__on") == 4
    assert html.count("level-glyph__next") == 1
    assert html.count("level-glyph__off") == 3


def test_who_has_no_level_is_not_placed(render):
    assert "not placed" in render("{{ level_glyph(none) }}")


def test_a_tag_is_an_icon_and_escaped_words(render):
    html = render("{{ tag(value) }}", value=Tag(text="<High>", tone="refused"))
    assert "status-tag--refused" in html
    assert "&lt;High&gt;" in html
    assert "<svg" in html


def test_a_criterion_is_met_not_met_or_not_known(render):
    assert "met" in render("{{ check_mark(true) }}")
    assert "not met" in render("{{ check_mark(false) }}")
    assert "not known" in render("{{ check_mark(none) }}")


def test_an_icon_is_silent_and_an_unknown_one_fails(render):
    assert 'aria-hidden="true"' in render('{{ icon("stop") }}')
    with pytest.raises(UndefinedError):
        render('{{ icon("unicorn") }}')


# --- panels, tables, lists --------------------------------------------------------------------


def test_a_panel_is_named_by_its_heading(render):
    html = render(
        "{% call panel('Falls', 'falls', '2 in 12 months', foot=[('Report', '/f')]) %}x"
        "{% endcall %}"
    )
    assert '<section class="panel" aria-labelledby="falls">' in html
    assert '<h2 id="falls">Falls</h2>' in html
    assert '<a href="/f">Report</a>' in html


def test_a_precaution_box_needs_no_body(render):
    assert "No training yet" in render('{{ precaution_box("No training yet", "refused") }}')


def test_an_empty_list_says_why_and_offers_the_next_act(render):
    html = render("{% call empty_state('Nothing yet.') %}<a href='/n'>Begin</a>{% endcall %}")
    assert "Nothing yet." in html
    assert "Begin" in html
    assert "Nothing yet." in render("{{ empty_state('Nothing yet.') }}")


def test_a_missing_fact_says_that_it_is_missing(render):
    html = render('{{ fact_list([("Aid", none), ("Place", ""), ("Losses", 0)]) }}')
    assert html.count("not recorded") == 2
    assert "<dd>0</dd>" in html


def test_a_cell_repeats_its_columns_word_for_narrow_pages(render):
    html = render(
        "{% call data_table('Logs', [column('Day'), column('Effort', number=true)]) %}"
        "<tr><th scope='row'>14 May</th>{{ cell('Effort', 4, number=true) }}</tr>{% endcall %}"
    )
    assert '<th scope="col" class="number">Effort</th>' in html
    assert '<td data-label="Effort" class="number">4</td>' in html
    assert '<caption class="visually-hidden">Logs</caption>' in html


def test_pages_of_a_list_name_what_they_list(render):
    page = {"first": 51, "last": 100, "total": 120, "pages": 3}
    page |= {"previous_url": "/?page=1", "next_url": "/?page=3"}
    html = render("{{ pagination(page, 'episodes') }}", page=page)
    assert "51 to 100 of 120 episodes" in html
    assert 'href="/?page=1"' in html
    assert 'href="/?page=3"' in html


def make_need(**changes: object) -> SimpleNamespace:
    values = {
        "tag": Tag(text="Fall reported", tone="refused"),
        "name": "Margaret O<kafor>",
        "url": "/patients/1",
        "aside": "81 · Level 2",
        "what": "Fell in her bathroom.",
        "also": (),
        "action": "Review the fall",
        "action_url": "/falls/1",
        "urgent": True,
    }
    return SimpleNamespace(**values | changes)


def test_only_an_urgent_first_row_is_large_and_has_the_main_button(render):
    html = render("{{ need_list(needs) }}", needs=[make_need(), make_need()])
    assert html.count("need-list__first") == 1
    assert html.count("button--main") == 1
    calm = render("{{ need_list(needs) }}", needs=[make_need(urgent=False)])
    assert "need-list__first" not in calm
    assert "button--main" not in calm


def test_every_action_of_a_list_names_whose_it_is(render):
    html = render("{{ need_list(needs) }}", needs=[make_need()])
    assert 'Review the fall<span class="visually-hidden">: Margaret O&lt;kafor&gt;</span>' in html


def test_a_change_says_what_and_when(render):
    change = SimpleNamespace(
        icon="log", tone=None, headline="3 logs.", text="All done.", when="8 May", url="/s"
    )
    html = render("{{ change_list(changes) }}", changes=[change])
    assert '<strong><a href="/s">3 logs.</a></strong> All done.' in html
    assert "8 May" in html


def test_a_message_of_an_unknown_kind_is_quiet(render):
    assert "message--due" in render('{{ message("Saved.", "message") }}')
    assert "message--caution" in render('{{ message("Look.", "caution") }}')
