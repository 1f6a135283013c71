using Roundtable.Terms.Clauses;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Registry;

/// <summary>
/// One version of someone's terms: what the text says of uses, in our own words. Not legal advice: whoever decides reads the text.
/// </summary>
public sealed record TermsEntry : Entry
{
    /// <summary>The first day on which it is in force.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day on which it is in force; null where it is, until a later version begins.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where the text stands, and which text was read.</summary>
    public required TextSource Source { get; init; }

    /// <summary>How sure its writer is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Other names of it, as on cards and in bills of materials: SPDX identifiers, short names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Its rules.</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>
    /// The clauses that decide a use: those that name it; where there is none, those for every other use. None where the document says nothing.
    /// </summary>
    public IReadOnlyList<Clause> On(Subject subject, Use use)
    {
        List<Clause> named = [.. Clauses.Where(c => c.Names(subject, use))];
        return named.Count > 0 ? named : [.. Clauses.Where(c => c.Covers(subject))];
    }

    private protected override void Seal()
    {
    }
}
