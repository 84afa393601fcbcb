"""DuckDB adds up the three ministries and compares them, in memory; prints cells and differences."""

import sys

import duckdb

case, out = sys.argv[1:]
walks = f"{case}/Pipelines/bench/crosswalks"
base = duckdb.connect()
print(
    *base.execute(
        f"""
with kato as (from read_csv('{walks}/kato.csv', all_varchar = true)),
  education as (
    select k.target_code area, year, sex, age, category, sum(children) n
    from read_csv('{case}/RawData/bench/education/education-KZ-??.csv',
                  types = {{'region': 'VARCHAR'}}) e
      join kato k on k.source_code = e.region
    where setting = '_T' group by all),
  health as (
    select k.target_code area, year, if(sex = 1, 'M', 'F') sex, age, d.target_code category,
      sum(n * share) n
    from read_csv('{out}/health.csv', types = {{'kato': 'VARCHAR'}}) h
      join kato k on k.source_code = h.kato
      join read_csv('{walks}/icd10.csv') d on d.source_code = h.icd
    group by all),
  social as (
    select a.target_code area, year, s.target_code sex, age, c.target_code category,
      sum(coalesce(n, about)) n
    from read_csv('{out}/social.csv', delim = ';') o
      join read_csv('{walks}/area-names.csv') a on a.source_code = o.region
      join read_csv('{walks}/category-names.csv') c on c.source_code = o.category
      join read_csv('{walks}/sex-words.csv') s on s.source_code = o.sex
    group by all)
select count(*), count(*) filter (e.n <> h.n or h.n <> s.n or e.n <> s.n)
from education e
  full join health h using (area, year, sex, age, category)
  full join social s using (area, year, sex, age, category)
"""
    ).fetchone()
)
