"""polars adds up the three ministries and compares them; prints cells and differences."""

import sys

import polars
from polars import col

case, out = sys.argv[1:]
key = ["area", "year", "sex", "age", "category"]


def crosswalk(name, target):
    return polars.scan_csv(
        f"{case}/Pipelines/bench/crosswalks/{name}.csv", schema_overrides={"source_code": polars.String}
    ).rename({"target_code": target})


education = (
    polars.scan_csv(
        f"{case}/RawData/bench/education/education-KZ-??.csv", schema_overrides={"region": polars.String}
    )
    .filter(col("setting") == "_T")
    .join(crosswalk("kato", "area"), left_on="region", right_on="source_code")
    .group_by(key)
    .agg(e=col("children").sum().cast(polars.Float64))
)
health = (
    polars.scan_csv(f"{out}/health.csv", schema_overrides={"kato": polars.String})
    .with_columns(sex=polars.when(col("sex") == 1).then(polars.lit("M")).otherwise(polars.lit("F")))
    .join(crosswalk("kato", "area"), left_on="kato", right_on="source_code")
    .join(crosswalk("icd10", "category"), left_on="icd", right_on="source_code")
    .filter(col("n").is_not_null())
    .group_by(key)
    .agg(h=(col("n") * col("share")).sum())
)
social = (
    polars.scan_csv(
        f"{out}/social.csv", separator=";", schema_overrides={"n": polars.Int64, "about": polars.Int64}
    )
    .rename({"category": "category_name", "sex": "sex_word"})
    .join(crosswalk("area-names", "area"), left_on="region", right_on="source_code")
    .join(crosswalk("category-names", "category"), left_on="category_name", right_on="source_code")
    .join(crosswalk("sex-words", "sex"), left_on="sex_word", right_on="source_code")
    .with_columns(n=polars.coalesce("n", "about"))
    .filter(col("n").is_not_null())
    .group_by(key)
    .agg(s=col("n").sum().cast(polars.Float64))
)
cells = education.join(health, on=key, how="full", coalesce=True).join(
    social, on=key, how="full", coalesce=True
)


def differs(a, b):
    return ((col(a) - col(b)).abs() > 1e-9).fill_null(False)


print(
    *cells.select(
        polars.len().alias("cells"),
        (differs("e", "h") | differs("h", "s") | differs("e", "s")).sum().alias("differences"),
    )
    .collect()
    .row(0)
)
