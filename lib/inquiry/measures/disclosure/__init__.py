"""Disclosure control: what may be printed so that nobody can work out a count of few students.

```
 Problem (model.py)          counts, sums between them, figures that could be printed and what they tell
    |
 Facts (facts.py)            the same as a matrix: what an attacker knows, row by row
    |
    |   needs.py             what must stay possible of a count: the rule of safety
    |   narrow.py            bounds that follow from single rows: quick, never too narrow
    |   tables.py, widen.py  whole tables that agree with the facts, and show that a count is safe
    |   solver.py            the door to HiGHS
    |
    |-- attack.py            the audit: is every count safe, given what is printed? blame.py: what tells it
    |
    `-- decide.py            what to withhold, at the least loss:
           few.py            primary: figures that tell of few students by themselves
           withhold.py       complementary, with the programs of cheapest.py, step by step on a Plan (plan.py)
           give_back.py      what turns out to be needless
```

A count is called safe only on the strength of whole-number tables that agree with everything printed. They
are looked for by linear programs, and by integer programs where those give fractions: an error of the solver,
or a search cut short, can only withhold too much.
"""
