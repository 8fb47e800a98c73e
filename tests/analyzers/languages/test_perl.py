"""Tests for archaeo/analyzers/languages/perl.py."""

from __future__ import annotations

from archaeo.analyzers.languages import perl
from archaeo.analyzers.mentions import Dependency, SourceText

TEXT = """\
package Goos::Fit;
use strict;
use Goos::Data 1.2 qw(read);
use base qw(Goos::Root Exporter);
=head1 NAME

use Pod::Nothing;

=cut
require 'lib/old.pl';  # use Not::This
sub run { my $c = Goos::Canvas->new; eval { require Goos::Slow } }
__END__
use After::End;
"""


def test_imports_outside_pod_and_comments():
    found = [mention for mention in perl.scan(SourceText("Fit.pm", TEXT)) if isinstance(mention, Dependency)]
    assert [(mention.name, mention.kind, mention.form, mention.line) for mention in found] == [
        ("Goos::Data", "import", "use", 3),
        ("Goos::Slow", "import", "require", 11),
        ("Goos::Root", "import", "base", 4),
        ("lib/old.pl", "import", "file", 10),
        ("Goos::Canvas", "call", "name", 11),
    ]


def test_modules_inside_eval_may_be_missing():
    text = (
        "eval 'use Archive::Zip;';\neval { require Ace; require Tk; };\nuse GD;\neval { require GD };\nrequire DBI;\n"
    )
    found = [one for one in perl.scan(SourceText("a.pl", text)) if isinstance(one, Dependency)]
    spare = {one.name: one.condition for one in found if one.form in ("use", "require")}
    assert spare == {"Archive::Zip": "try", "Ace": "try", "Tk": "try", "GD": "", "DBI": ""}
