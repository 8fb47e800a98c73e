"""Which universities, laboratories and institutes people came from, by the domains of their addresses.

A domain counts where it can only be one: ``.edu``, ``.gov``, ``.ac.uk`` and the like, ``uni-...de``, and the known
names of laboratories. Mail providers, forges, companies and projects are left out, so an answer may miss somebody; it
does not name a wrong one. A person may have left since.

    Frank <f@flc03.desy.de>, Eve <eve@desy.de>   ->   desy.de (Frank, Eve)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_KNOWN = frozenset(
    """
    aalto.fi aau.dk anl.gov ansto.gov.au astron.nl au.dk awi.de bam.de bbsrc.ac.uk bnl.gov carleton.ca cea.fr
    cern.ch cern.fr chalmers.se charite.de cnr.it cnrs.fr concordia.ca csc.fi csic.es csiro.au cuni.cz dal.ca
    desy.de dias.ie dkfz.de dkrz.de dlr.de dmi.dk dmu.dk dtu.dk ecmwf.int embl-heidelberg.de embl.de embl.org
    ens-lyon.fr ens.fr epfl.ch esa.int eso.org esrf.eu esrf.fr eth.ch ethz.ch fau.de fmi.fi fu-berlin.de
    fz-juelich.de fz-rossendorf.de fzk.de ganil.fr gfz-potsdam.de gkss.de gsi.de gu.se helsinki.fi hereon.de
    hu-berlin.de hut.fi hzdr.de hzg.de iac.es ibm.jussieu.fr ifremer.fr ihep.su ijs.si ill.eu ill.fr in2p3.fr
    inaf.it infn.it ingv.it inpe.br inra.fr inrae.fr inria.fr insa-lyon.fr io-warnemuende.de iram.fr ird.fr irisa.fr
    ist.utl.pt itep.ru iter.org izw-berlin.de jcvi.org jet.efda.org jinr.ru jlab.org jussieu.fr jyu.fi kek.jp
    kfa-juelich.de kit.edu knmi.nl kth.se ku.dk kuleuven.be kun.nl leidenuniv.nl lip.pt liu.se lmu.de lu.se
    mcgill.ca mdc-berlin.de meteo.fr metoffice.gov.uk mhh.de mpe-garching.mpg.de mpg.de mpia.de msu.ru mun.ca
    nersc.no nikhef.nl nilu.no norsar.com norsar.no nrc-cnrc.gc.ca nrc.ca nsk.su ntnu.no obspm.fr oist.jp onera.fr
    oulu.fi perimeterinstitute.ca phys.msu.su pik-potsdam.de polytechnique.fr psi.ch ptb.de queensu.ca riken.jp
    risoe.dk rivm.nl ru.nl rug.nl sara.nl sckcen.be sdu.dk sfu.ca smhi.se sron.nl strw.leidenuniv.nl su.se tcd.ie
    tkk.fi triumf.ca tu-berlin.de tudelft.nl tue.nl tum.de tut.fi tuwien.at ua.pt ualberta.ca uam.es uantwerpen.be
    ub.edu ubc.ca ucalgary.ca ucd.ie uclouvain.be ucm.es ufrj.br ugent.be ugr.es uib.no uio.no uit.no ulaval.ca
    ulb.be uliege.be umanitoba.ca umontreal.ca umu.se unam.mx unibas.ch unibe.ch unicamp.br unige.ch unil.ch
    unizh.ch uoguelph.ca uottawa.ca up.pt upc.es upm.es uqam.ca us.es usask.ca usp.br utoronto.ca utu.fi utwente.nl
    uu.nl uu.se uv.es uva.nl uvic.ca uwaterloo.ca uwo.ca uzh.ch vtt.fi vu.nl vub.be wur.nl yorku.ca zib.de
    """.split()
)
_ALWAYS = re.compile(
    r"(?:.*\.)?(?P<name>[\w-]+\.(?:edu|gov|mil|(?:edu|ac|gov|gob|gouv|govt|csiro|res)\.[a-z]{2}))\Z"
    r"|(?:.*\.)?(?P<european>(?:uni|univ|cnrs|tu|fh|hs|th|rwth|rwth-\w+|mpi\w*|ph|ifw|ipp|u)-[\w-]+\."
    r"(?:de|fr|at|org|eu|ch|mpg\.de))\Z"
    r"|(?:.*\.)?(?P<italian>uni[a-z]{2,4}\d?\.it)\Z"
    r"|(?:.*\.)?(?P<university>(?:[\w-]*universit[\w-]*|[\w-]+univ)\.[a-z]{2,3})\Z"
)
# services for everybody below a domain of that kind, and addresses that lead on
_NONE = re.compile(r"(?:.*\.)?(?:alum(?:ni)?|post|mail|example|acm|ieee|users|noreply)\.|.*\.local\Z|[^.]*\Z")
_HOLDER = re.compile(
    r"\b(?:universit\w*|univ\.|uni(?=[ .-])|institut\w*|laborator\w*|labs?\b|observator\w*|hochschule|college|academy|"
    r"cnrs|cern|desy|nasa|inria|cea|csiro|fermilab|slac|stsci|regents|max[- ]planck|fraunhofer|helmholtz|"
    r"research cent(?:er|re)|national cent(?:er|re)|ecole|école|eth z\w+)\b",
    re.I,
)
MOST_HOLDER_WORDS = 8
MOST_HOST_CHARACTERS = 253
"""RFC 1035, 2.3.4; anybody can be the author of a commit, with any address."""


@dataclass(frozen=True, slots=True)
class Institute:
    """A domain, the people with an address of it, who did most first, and the changes made under it."""

    domain: str
    people: tuple[str, ...]
    changes: int = 0


def domain_of(address: str) -> str:
    """Give the domain of an institute from a mail address or a host, "" where it is none.

    >>> [domain_of(one) for one in ("f@flc03.desy.de", "eve@cs.uni-kiel.de", "a@gmail.com", "x@alum.mit.edu", "pahl")]
    ['desy.de', 'uni-kiel.de', '', '', '']
    """
    host = address.rpartition("@")[2].lower().strip(". ")
    if len(host) > MOST_HOST_CHARACTERS or _NONE.match(host):
        return ""
    labels = host.split(".")
    for length in (2, 3):
        if ".".join(labels[-length:]) in _KNOWN:
            return ".".join(labels[-length:])
    hit = _ALWAYS.match(host)
    return next((found for found in hit.groups() if found), "") if hit else ""


def by_address(addresses: Iterable[tuple[str, str, int]]) -> tuple[Institute, ...]:
    """Give the institutes of (address, person, changes), those first whose people did most.

    A laboratory inside a university is called by its own name where most was done under it.
    """
    people: dict[str, Counter[str]] = {}
    hosts: dict[str, Counter[str]] = {}
    for address, person, changes in addresses:
        domain = domain_of(address)
        if domain:
            people.setdefault(domain, Counter())[person] += changes
            hosts.setdefault(domain, Counter())[address.rpartition("@")[2].lower()] += changes
    ranked = sorted(people, key=lambda domain: (-people[domain].total(), domain))
    return tuple(
        Institute(
            _called(domain, hosts[domain]),
            tuple(sorted(people[domain], key=lambda one: (-people[domain][one], one))),
            people[domain].total(),
        )
        for domain in ranked
    )


def called(hosts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Give (institute, files) of (host, files), most first."""
    found: dict[str, Counter[str]] = {}
    for host, files in hosts:
        if domain_of(host):
            found.setdefault(domain_of(host), Counter())[host] += files
    ranked = sorted(found, key=lambda domain: (-found[domain].total(), domain))
    return tuple((_called(domain, found[domain]), found[domain].total()) for domain in ranked)


def _called(domain: str, hosts: Counter[str]) -> str:
    host, most = min(hosts.items(), key=lambda item: (-item[1], item[0]))
    # a machine's name says nothing: flc03.desy.de, lcgapp-centos7.cern.ch
    label = host.removesuffix(domain).strip(".").rpartition(".")[2]
    return f"{label}.{domain}" if label.isalpha() and 2 * most > hosts.total() else domain


def holders(named: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Give those holders of rights that are institutes, (as written, files), most first.

    >>> holders([("Eve Li", 9), ("Eve Li, University of Goos", 3), ("The Regents of Goos", 2)])
    (('Eve Li, University of Goos', 3), ('The Regents of Goos', 2))
    """
    return tuple(
        (name, files) for name, files in named if _HOLDER.search(name) and len(name.split()) <= MOST_HOLDER_WORDS
    )
