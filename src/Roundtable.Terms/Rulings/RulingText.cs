using Roundtable.Terms.Registry;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Terms.Rulings;

/// <summary>The words for what a ruling consists of.</summary>
public static class RulingText
{
    /// <summary>The notice that accompanies every ruling.</summary>
    public static string NotAdvice => T("Not legal advice: it rests on what the registry holds, which people wrote down in their own words.");

    /// <summary>The outcome in one to three words.</summary>
    public static string Answer(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => T("allowed"),
        Outcome.AllowedIf => T("allowed with conditions"),
        Outcome.Unknown => T("unknown"),
        Outcome.Denied => T("denied"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>A ground as a citation: the terms, their version, since when, where.</summary>
    public static string Cite(Ground ground)
    {
        if (ground.Terms?.Entry is not TermsEntry terms)
        {
            return ground.Terms is { } other ? other.Entry.Id.ToString() : "";
        }

        var until = terms.Until is { } last ? FormattableString.Invariant($" until {last:yyyy-MM-dd}") : "";
        var place = ground.Clause is { } clause ? $"; {clause.Citation}" : "";
        var from = FormattableString.Invariant($"{(terms.FromIsUnknown ? "an unknown day, read on " : "")}{terms.From:yyyy-MM-dd}");
        return $"{terms.Title ?? terms.Id.Name} ({terms.Id.Brief}{Revision(terms)}, in force from {from}{until}{place})";
    }

    /// <summary>How one artifact was derived from another, as the words between the two: <c>taught by</c>.</summary>
    public static string Edge(EdgeKind kind) => Named(kind);

    /// <summary>The path to a ground: <c>a, taught by b, made with c</c>.</summary>
    public static string Path(IReadOnlyList<PathStep> path) => string.Join(", ", path.Select(StepText));

    private static string StepText(PathStep step) =>
        step.Edge is { } edge ? $"{Edge(edge.Kind)} {step.Artifact.Title}{(edge.Declared ? " (declared)" : "")}" : step.Artifact.Title;

    /// <summary>The revision of an entry, for behind its id; empty for the first.</summary>
    internal static string Revision(TermsEntry terms) => terms.Revision == 1 ? "" : FormattableString.Invariant($", revision {terms.Revision}");
}
