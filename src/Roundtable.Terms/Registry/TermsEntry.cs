using Roundtable.Terms.Clauses;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Registry;

/// <summary>
/// One version of terms: what the text says about uses, in our own words. Not legal advice: read the text before deciding.
/// </summary>
public sealed record TermsEntry : Entry
{
    /// <summary>
    /// The first day on which it is in force; where that is unknown, the earliest on which somebody is on record as having read it.
    /// </summary>
    public required DateOnly From { get; init; }

    /// <summary>Whether nobody knows since when it has been in force (<c>from: unknown</c>).</summary>
    public bool FromIsUnknown { get; init; }

    /// <summary>The last day on which it is in force; null where it stays in force until a later version begins.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where the text is published, and which text was read.</summary>
    public required TextSource Source { get; init; }

    /// <summary>How confident its author is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Other names, as on cards and in bills of materials: SPDX identifiers, short names (<c>also</c> in files).</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Other licences under which its share-alike lets derived work be handed on, by name: later versions of it, and those that it names as compatible.
    /// </summary>
    public IReadOnlyList<string> Compatible { get; init; } = [];

    /// <summary>Whom it grants nothing, on whichever route.</summary>
    public IReadOnlyList<AccessFact> Access { get; init; } = [];

    /// <summary>Its rules.</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>
    /// The clauses that apply to a use: those that name it; where there are none, those for every other use. Empty where the
    /// document has neither.
    /// </summary>
    /// <param name="subject">What is used.</param>
    /// <param name="use">The use.</param>
    /// <param name="trained">The model that is trained: clauses about other kinds of model do not apply to it; null where no certain one is.</param>
    public IReadOnlyList<Clause> On(Subject subject, Use use, ModelEntry? trained = null)
    {
        bool Speaks(Clause clause) => trained is null or { Kinds.Count: 0 } || clause.Into.Count == 0 || clause.Into.Any(trained.Kinds.Contains);
        List<Clause> named = [.. Clauses.Where(c => c.Names(subject, use) && Speaks(c))];
        return named.Count > 0 ? named : [.. Clauses.Where(c => c.Covers(subject) && Speaks(c))];
    }

    private protected override void Seal()
    {
    }
}
