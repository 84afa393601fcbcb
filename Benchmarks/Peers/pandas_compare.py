"""pandas adds up the three ministries and compares them; prints cells and differences."""

import glob
import sys

import pandas

case, out = sys.argv[1:]
key = ["area", "year", "sex", "age", "category"]


def crosswalk(name):
    return pandas.read_csv(f"{case}/Pipelines/bench/crosswalks/{name}.csv", dtype={"source_code": str})


def renamed(frame, column, name, target):
    codes = crosswalk(name).set_index("source_code").target_code
    frame[target] = frame[column].map(codes)
    return frame


education = pandas.concat(
    pandas.read_csv(path, dtype={"region": str})
    for path in sorted(glob.glob(f"{case}/RawData/bench/education/education-KZ-??.csv"))
)
education = renamed(education[education.setting == "_T"].copy(), "region", "kato", "area")
education = education.groupby(key).children.sum().rename("e")

health = renamed(pandas.read_csv(f"{out}/health.csv", dtype={"kato": str}), "kato", "kato", "area")
health["sex"] = health.sex.map({1: "M", 2: "F"})
health = health.merge(crosswalk("icd10"), left_on="icd", right_on="source_code")
health["n"] = health.n * health.share
health = health.rename(columns={"target_code": "category"}).groupby(key).n.sum(min_count=1).rename("h")

social = renamed(pandas.read_csv(f"{out}/social.csv", sep=";"), "region", "area-names", "area")
social = renamed(social, "category", "category-names", "category")
social = renamed(social, "sex", "sex-words", "sex")
social["n"] = social.n.fillna(social.about)
social = social.groupby(key).n.sum(min_count=1).rename("s")

cells = pandas.concat([education, health, social], axis=1)


def differs(a, b):
    return cells[a].notna() & cells[b].notna() & ((cells[a] - cells[b]).abs() > 1e-9)


print(len(cells), int((differs("e", "h") | differs("h", "s") | differs("e", "s")).sum()))
