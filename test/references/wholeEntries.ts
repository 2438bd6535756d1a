/** Every type of BibTeX with all fields that its standard styles read in it, and some more that people have. */
export const BIBTEX = String.raw`
@article{article,
  author = {Vaswani, Ashish and van den Berg, Rianne and others}, title = {Rest in articles}, journal = {Journal of Rest},
  year = {2017}, volume = {3}, number = {4}, pages = {10--20}, month = jul, note = {With a note},
  doi = {10.1000/article}, issn = {1234-5678}, url = {https://x.org/article}
}
@article{inpress,
  author = {Good, Ann}, title = {Rest that is coming}, journal = {Journal of Rest}, year = {in press}, note = {forthcoming}
}
@article{about,
  author = {Good, Bea}, title = {Rest of old}, journal = {Journal of Rest}, year = {c. 1999}
}
@book{book,
  author = {Good, Cat}, title = {Rest in books}, publisher = {The Press}, year = {1999}, volume = {3},
  series = {Books of Rest}, address = {Reading}, edition = {Second}, month = {8}, note = {With a note}, isbn = {978-3-16-148410-0}
}
@book{edited,
  editor = {Good, Dan}, title = {Rest in edited books}, publisher = {The Press}, year = {1999}, number = {42},
  series = {Books of Rest}
}
@booklet{booklet,
  author = {Good, Eve}, title = {Rest in booklets}, howpublished = {At a fair}, address = {Reading}, month = jan,
  year = {1999}, note = {With a note}
}
@inbook{inbook,
  author = {Good, Fay}, title = {Rest in parts of books}, chapter = {4}, pages = {10--20}, publisher = {The Press},
  year = {1999}, volume = {3}, series = {Books of Rest}, type = {Section}, address = {Reading}, edition = {Third},
  month = feb, note = {With a note}
}
@incollection{incollection,
  author = {Good, Gil}, title = {Rest in collections}, booktitle = {All Rest}, publisher = {The Press}, year = {1999},
  editor = {Better, Al and Best, Bo}, number = {7}, series = {Books of Rest}, type = {Section}, chapter = {5},
  pages = {1--9}, address = {Reading}, edition = {Third}, month = mar, note = {With a note}
}
@inproceedings{inproceedings,
  author = {Good, Hal}, title = {Rest in proceedings}, booktitle = {Proceedings of Rest}, year = {1999},
  editor = {Better, Al}, volume = {17}, series = {Lectures on Rest}, pages = {1--9}, address = {Reading}, month = apr,
  organization = {The Society}, publisher = {The Press}, note = {With a note}
}
@conference{conference,
  author = {Good, Ida}, title = {Rest at conferences}, booktitle = {Proceedings of Rest}, year = {1999},
  number = {17}, series = {Lectures on Rest}, organization = {The Society}
}
@manual{manual,
  title = {Rest in manuals}, author = {Good, Jim}, organization = {The Society}, address = {Reading}, edition = {2},
  month = may, year = {1999}, note = {With a note}
}
@mastersthesis{mastersthesis,
  author = {Good, Kim}, title = {Rest in lesser theses}, school = {The School}, year = {1999}, address = {Reading},
  month = jun, note = {With a note}
}
@mastersthesis{diploma,
  author = {Good, Lea}, title = {Rest in diplomas}, school = {The School}, year = {1999}, type = {Diploma thesis}
}
@misc{misc,
  author = {Good, Max}, title = {Rest in anything}, howpublished = {On a wall}, month = sep, year = {1999},
  note = {With a note}
}
@misc{webpage,
  author = {Good, Ned}, title = {Rest on the web}, howpublished = {\url{https://x.org/~rest/a_b}}, year = {2020}, month = may, day = {3},
  urldate = {2021-01-02},
  note = {Accessed: 2020-01-01}
}
@misc{preprint,
  author = {Good, Ola}, title = {Rest in preprints}, year = {2020}, eprint = {2001.00001}, archivePrefix = {arXiv}
}
@phdthesis{phdthesis,
  author = {Good, Pam}, title = {Rest in theses}, school = {The School}, year = {1999}, address = {Reading}, month = oct,
  note = {With a note}
}
@proceedings{proceedings,
  title = {Proceedings of nothing but rest}, year = {1999}, editor = {Better, Al}, volume = {17},
  series = {Lectures on Rest}, address = {Reading}, month = nov, organization = {The Society}, publisher = {The Press},
  note = {With a note}
}
@techreport{techreport,
  author = {Good, Quin}, title = {Rest in reports}, institution = {The Institute}, year = {1999}, type = {White paper},
  number = {7}, address = {Reading}, month = dec, note = {With a note}
}
@techreport{plainreport,
  author = {Good, Ray}, title = {Rest in plain reports}, institution = {The Institute}, year = {1999}
}
@unpublished{unpublished,
  author = {Good, Sue}, title = {Rest that nobody prints}, note = {Lecture notes}, month = jan, year = {1999}
}
@patent{patent,
  author = {Good, Tim}, title = {Rest in patents}, number = {US 1234567}, year = {1999}
}
@software{software,
  author = {Good, Uma}, title = {Rest in programs}, version = {1.2}, year = {1999}
}
`;

/** The common types of BibLaTeX with the fields that its manual names for them. */
export const BIBLATEX = String.raw`
@article{article,
  author = {Vaswani, Ashish and van den Berg, Rianne}, title = {Rest in articles}, journaltitle = {Journal of Rest},
  shortjournal = {J. Rest}, date = {2017-07-03}, volume = {3}, number = {4}, pages = {10--20}, note = {With a note},
  translator = {Better, Al}, editor = {Best, Bo}, series = {4}, version = {2}, issn = {1234-5678},
  doi = {10.1000/article}, url = {https://x.org/article}, urldate = {2020-01-02}, langid = {german}
}
@article{inpress,
  author = {Good, Ann}, title = {Rest that is coming}, journaltitle = {Journal of Rest}, year = {in press},
  addendum = {With an addendum}, eid = {e12}
}
@article{about,
  author = {Good, Bea}, title = {Rest of old}, journaltitle = {Journal of Rest}, date = {1999~}, pubstate = {inpress}
}
@article{season,
  author = {Good, Bee}, title = {Rest in springs}, journaltitle = {Journal of Rest}, date = {2001-21}, issue = {Spring}
}
@article{magazine,
  author = {Good, Ben}, title = {Rest in magazines}, journaltitle = {Resting}, entrysubtype = {magazine},
  date = {2001-05/2001-06}
}
@book{book,
  author = {Good, Cat}, title = {Rest in books}, publisher = {The Press}, date = {1999}, volume = {3}, number = {42},
  series = {Books of Rest}, location = {Reading}, edition = {2}, note = {With a note}, isbn = {978-3-16-148410-0},
  pagetotal = {300}, volumes = {4}, translator = {Better, Al}, editor = {Best, Bo}, origdate = {1888}, chapter = {9},
  pages = {1--9}, shorttitle = {Rest}
}
@mvbook{mvbook,
  author = {Good, Cec}, title = {Rest in many books}, publisher = {The Press}, date = {1990/1999}, volumes = {4}
}
@collection{collection,
  editor = {Good, Dan}, title = {Rest in edited books}, publisher = {The Press}, date = {1999}, number = {42},
  series = {Books of Rest}
}
@booklet{booklet,
  author = {Good, Eve}, title = {Rest in booklets}, howpublished = {At a fair}, type = {Leaflet}, location = {Reading},
  date = {1999-01}, note = {With a note}, pagetotal = {8}, chapter = {2}, pages = {3--4}
}
@inbook{inbook,
  author = {Good, Fay}, title = {Rest in parts of books}, booktitle = {A Book of Rest}, bookauthor = {Best, Bo},
  chapter = {4}, pages = {10--20}, publisher = {The Press}, date = {1999}, volume = {3}, series = {Books of Rest},
  location = {Reading}, edition = {3}, note = {With a note}, number = {4}, isbn = {978-3-16-148410-0}
}
@incollection{incollection,
  author = {Good, Gil}, title = {Rest in collections}, booktitle = {All Rest}, publisher = {The Press}, date = {1999},
  editor = {Better, Al and Best, Bo}, number = {7}, series = {Books of Rest}, chapter = {5}, pages = {1--9},
  location = {Reading}, edition = {3}, translator = {Worse, Cy}, volumes = {2}
}
@inreference{inreference,
  author = {Good, Gus}, title = {Rest in dictionaries}, booktitle = {Encyclopedia of Rest}, publisher = {The Press},
  date = {1999}, volume = {2}, pages = {1--9}, editor = {Better, Al}
}
@inproceedings{inproceedings,
  author = {Good, Hal}, title = {Rest in proceedings}, booktitle = {Proceedings of Rest}, date = {1999-04},
  editor = {Better, Al}, volume = {17}, number = {3}, series = {Lectures on Rest}, pages = {1--9}, location = {Reading},
  organization = {The Society}, publisher = {The Press}, note = {With a note}, eventtitle = {The Rest},
  eventdate = {1999-03-01/1999-03-04}, venue = {Rome}, isbn = {978-3-16-148410-0}
}
@manual{manual,
  title = {Rest in manuals}, author = {Good, Jim}, organization = {The Society}, location = {Reading}, edition = {2},
  date = {1999-05}, note = {With a note}, version = {1.2}, type = {Guide}, series = {Guides}, number = {2}
}
@misc{misc,
  author = {Good, Max}, title = {Rest in anything}, howpublished = {On a wall}, date = {1999-09}, note = {With a note},
  type = {Graffito}, location = {Reading}, version = {1.2}, organization = {The Society}
}
@online{online,
  author = {Good, Ned}, title = {Rest on the web}, date = {2020-01-02}, url = {https://x.org/rest}, urldate = {2020-02-03},
  organization = {The Society}, note = {With a note}, version = {3}
}
@online{preprint,
  author = {Good, Ola}, title = {Rest in preprints}, date = {2020}, eprint = {2001.00001}, eprinttype = {arxiv},
  eprintclass = {cs.CL}
}
@patent{patent,
  author = {Good, Pam}, title = {Rest in patents}, number = {1234567}, type = {patentus}, date = {1999-02-03},
  holder = {Best, Bo}, location = {Rome}, version = {2}, note = {With a note}
}
@periodical{periodical,
  title = {Journal of all rest}, editor = {Better, Al}, date = {1999}, volume = {3}, number = {4}, issn = {1234-5678}
}
@proceedings{proceedings,
  title = {Proceedings of nothing but rest}, date = {1999}, editor = {Better, Al}, volume = {17}, number = {2},
  series = {Lectures on Rest}, location = {Reading}, organization = {The Society}, publisher = {The Press},
  note = {With a note}, eventtitle = {The Rest}, eventdate = {1999-03-01}, venue = {Rome}
}
@reference{reference,
  editor = {Better, Al}, title = {Encyclopedia of all rest}, publisher = {The Press}, date = {1999}, edition = {3}
}
@report{report,
  author = {Good, Quin}, title = {Rest in reports}, institution = {The Institute}, date = {1999-12}, type = {White paper},
  number = {7}, location = {Reading}, note = {With a note}, version = {2}, pages = {1--9}, pagetotal = {10}, chapter = {2}
}
@report{plainreport,
  author = {Good, Ray}, title = {Rest in plain reports}, institution = {The Institute}, date = {1999}, type = {techreport}
}
@thesis{thesis,
  author = {Good, Rob}, title = {Rest in theses}, institution = {The School}, date = {1999}, type = {phdthesis},
  location = {Reading}, note = {With a note}, pagetotal = {200}, chapter = {2}, pages = {1--9}
}
@thesis{lesser,
  author = {Good, Ron}, title = {Rest in lesser theses}, institution = {The School}, date = {1999}, type = {bathesis}
}
@unpublished{unpublished,
  author = {Good, Sue}, title = {Rest that nobody prints}, note = {Lecture notes}, date = {1999-01}, howpublished = {Handout},
  location = {Reading}
}
@unpublished{talk,
  author = {Good, Sid}, title = {Rest in talks}, eventtitle = {The Rest}, eventdate = {1999-03-01}, venue = {Rome},
  date = {1999-03-01}, type = {Poster}
}
@software{software,
  author = {Good, Uma}, title = {Rest in programs}, version = {1.2}, date = {1999}, url = {https://x.org/programs},
  organization = {The Society}, note = {With a note}, type = {Library}
}
@dataset{dataset,
  author = {Good, Vic}, title = {Rest in data}, version = {1.2}, date = {1999}, publisher = {The Press}, location = {Reading},
  number = {3}, edition = {2}, organization = {The Society}, series = {Data of Rest}, note = {With a note}, type = {Survey}
}
`;
