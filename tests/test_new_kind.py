"""One YAML file makes a table of a new family: register, template, load, facets, search, dictionary page, sample rows.

No Python is written, and no test but this one knows of parks.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from rooms import KINDS, ROOT, Office, read_csv, rows

from ingest.derive import derive
from ingest.portal import load_portal
from ingest.sample.town import rows_for

FAMILY = """parks:
  title: Parks
  title_es: Parques
  description: Who looks after the parks.
  description_es: Quién cuida los parques.
"""
KIND = """title: Park visits
title_es: Visitas a parques
description: Each row is one visit of a ranger to a park.
description_es: Cada fila es una visita de un guardaparques a un parque.
unit: {one: visit, many: visits, one_es: visita, many_es: visitas}
key: visit_id
number: [visit_number]
date: visited_date
uses: [area]
columns:
  visit_number:
    title: Visit number
    title_es: Número
    description: Ours.
    publish: private
    required: yes
    example: V-1
  visited_date:
    title: Visited on
    title_es: Fecha
    description: The day.
    type: date
    publish: open
    required: yes
    coarsen: {visited_year: year}
    example: 2024-03-09
  visited_year: {title: Year, title_es: Año, description: The year., type: integer, publish: open, example: "2024"}
  ranger_name: {title: Ranger, title_es: Guardaparques, description: Who., publish: private, example: R. Nobody}
  park: {title: Park, title_es: Parque, description: Which., publish: open, example: Elm Park}
  weather:
    title: Weather
    title_es: Clima
    description: What it was like.
    publish: open
    raw: open
    codes:
      sunny: {label: Sunny, label_es: Sol, definition: Sun., definition_es: Sol.}
      rainy: {label: Rainy, label_es: Lluvia, definition: Rain., definition_es: Lluvia.}
    example: sunny
  animals: {title: Animals, title_es: Animales, description: What was seen., type: array, publish: open, example: owl}
  visitors_count:
    title: Visitors
    title_es: Visitantes
    description: How many.
    type: integer
    publish: coarse
    minimum: "0"
    coarsen: {visitors_band: count_band}
    example: "4"
  visitors_band:
    title: Visitors about
    title_es: Visitantes
    description: About how many.
    publish: open
    codes: count_band
    example: 3_5
  is_safe: {title: Safe, title_es: Seguro, description: Was it safe?, type: boolean, publish: open, example: "yes"}
facets: [agency_id, visited_year, weather, district, is_safe]
search: [park, district]
shows: [visited_date, agency_id, park, weather]
rules:
  visited_in_future:
    wrong_when: visited_date > :today
    says: The visit is in the future.
    says_es: La visita está en el futuro.
    do: Check the date.
    do_es: Revise la fecha.
questions:
  visits_by_weather:
    title: What was the weather?
    title_es: ¿Qué clima hubo?
    description: Counts visits.
    description_es: Cuenta visitas.
    unit: visits
    unit_es: visitas
    caveat: Weather changes.
    caveat_es: El clima cambia.
    columns:
      visits: {title: Visits, title_es: Visitas}
    sql: >-
      select coalesce(c.label, 'Unknown') as weather, count(*) as visits from park_visits v
      left join _codes c on c.list = 'park_visits.weather' and c.code = v.weather group by 1 order by 1
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("parks")
    shutil.copytree(KINDS, folder / "kinds")
    with (folder / "kinds" / "families.yml").open("a", encoding="utf-8") as file:
        file.write(FAMILY)
    (folder / "kinds" / "parks").mkdir()
    (folder / "kinds" / "parks" / "park_visits.yml").write_text(KIND, encoding="utf-8")
    office = Office(folder / "office", kinds=folder / "kinds")
    office.agency("test-pd")
    return office


@pytest.fixture(scope="module")
def released(office: Office) -> Path:
    path = office.files / "visits.csv"
    office.ingest("template", "park-visits", "--out", path)
    asked = path.read_text(encoding="utf-8-sig").strip().split(",")
    assert asked[:7] == ["Visit number", "Visited on", "Ranger", "Park", "Weather", "Animals", "Visitors"]
    assert asked[7:] == ["Visitors about", "Safe", "District", "Beat"]
    with path.open("a", encoding="utf-8") as file:
        file.write("V-1,2024-03-09,R. Nobody,Elm Park,Sunny,owl; fox,4,,Yes,North,N1\n")
        file.write("V-2,03/10/2024,R. Nobody,Oak Park,hail,,7,,No,South,\n")
    [said] = office.load("park-visits", path, "--agency", "test-pd")
    assert said["records"] == {"park_visits": 2}
    return office.release()


def test_its_rows_are_in_a_release_as_its_levels_say(released: Path) -> None:
    first, second = rows(released / "records.db", "park_visits", order="source_line")
    assert first | {"visit_id": "", "agency_id": "", "source_id": 0, "source_line": 0} == {
        "visit_id": "",
        "visited_date": "2024-03-09",
        "visited_year": 2024,
        "park": "Elm Park",
        "weather": "sunny",
        "weather_raw": "Sunny",
        "animals": '["owl", "fox"]',
        "visitors_band": "3_5",
        "is_safe": 1,
        "district": "North",
        "beat": "N1",
        "agency_id": "",
        "source_id": 0,
        "source_line": 0,
    }
    assert (second["weather"], second["weather_raw"], second["visitors_band"]) == ("unmapped", "hail", "6_plus")
    assert len(read_csv(released / "downloads" / "park_visits.csv")) == 2
    assert b"R. Nobody" not in (released / "records.db").read_bytes()


def test_the_release_says_everything_a_page_needs(released: Path) -> None:
    database = released / "records.db"
    [told] = [row for row in rows(database, "_tables") if row["name"] == "park_visits"]
    assert json.loads(told["facets"]) == ["agency_id", "visited_year", "weather", "district", "is_safe"]
    assert (told["unit_many"], told["unit_many_es"], told["rows"], told["units"]) == ("visits", "visitas", 2, 2)
    assert "parks" in {row["name"] for row in rows(database, "_families")}
    columns = {row["name"]: row for row in rows(database, "_columns") if row["table_name"] == "park_visits"}
    assert columns["ranger_name"]["is_withheld"] == 1
    assert columns["visitors_band"]["derived"] == "coarsened"
    assert {row["code"] for row in rows(database, "_codes") if row["list"] == "park_visits.weather"} > {
        "sunny",
        "rainy",
        "unknown",
    }
    with sqlite3.connect(database) as connection:
        assert connection.execute(
            "SELECT count(*) FROM park_visits_fts WHERE park_visits_fts MATCH 'elm'"
        ).fetchone() == (1,)
        [question] = connection.execute("SELECT sql FROM _questions WHERE name = 'visits_by_weather'").fetchone()
        assert connection.execute(question).fetchall() == [("Not yet sorted", 1), ("Sunny", 1)]
    assert "park_visits" in (released / "metadata.yml").read_text()


def test_it_has_a_dictionary_page_and_all_that_is_derived(office: Office, tmp_path: Path) -> None:
    made = derive(office.kinds, load_portal(ROOT / "portal.yml"), tmp_path)
    page = made["docs/dictionary/park_visits.md"]
    for words in ("Park visits", "Visitas a parques", "ranger_name", "Sunny", "The visit is in the future."):
        assert words in page
    assert "park_visits" in made["metadata.yml"]
    assert "park_visits" in made["docs/schema.sql"]


def test_sample_rows_are_made_for_it_and_load_clean(office: Office, tmp_path: Path) -> None:
    table = office.kinds.tables["park_visits"]
    made = rows_for(table, office.kinds, 50, 7)
    assert made == rows_for(table, office.kinds, 50, 7) != rows_for(table, office.kinds, 50, 8)
    other = Office(tmp_path, kinds=office.kinds_folder)
    other.agency("test-pd")
    [said] = other.load("park-visits", other.file("sample.csv", made), "--agency", "test-pd")
    assert said["problems"] == []
    assert said["outcomes"]["new"] == 50


def test_its_rule_sets_rows_aside_and_a_slip_in_it_is_told_with_its_line(office: Office, tmp_path: Path) -> None:
    future = office.file("future.csv", [{"Visit number": f"V-{n}", "Visited on": "2024-01-01"} for n in range(9)])
    future.write_text(future.read_text() + "V-9,2098-01-01\n")
    [said] = office.check("park-visits", future, "--agency", "test-pd", code=1)
    assert [one["says"] for one in said["problems"] if one["code"] == "rule"] == ["The visit is in the future."]
    shutil.copytree(office.kinds_folder, tmp_path / "kinds")
    path = tmp_path / "kinds" / "parks" / "park_visits.yml"
    path.write_text(KIND.replace("facets: [agency_id", "facets: [agency_idd"))
    slipped = Office(tmp_path / "office", kinds=tmp_path / "kinds").ingest("template", "complaints", code=2)
    assert "kinds/parks/park_visits.yml" in slipped.err
    assert "agency_idd" in slipped.err


def test_every_table_has_sample_rows_that_load(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    for table in office.kinds.tables.values():
        if not table.made:
            path = office.file(f"{table.name}.csv", rows_for(table, office.kinds, 12, 3))
            [said] = office.load(table.name, path, "--agency", "test-pd", code=None)
            assert said["outcomes"]["rejected"] == 0, (table.name, said["problems"])
