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

        var until = terms.Until is { } last ? T(" until {0}", Day(last)) : "";
        var place = ground.Clause is { } clause ? $"; {clause.Citation}" : "";
        var from = terms.FromIsUnknown ? T("an unknown day, read on {0}", Day(terms.From)) : Day(terms.From);
        return $"{terms.Title ?? terms.Id.Name} ({terms.Id.Brief}{Revision(terms)}, {T("in force from {0}{1}", from, until)}{place})";
    }

    /// <summary>How one artifact was derived from another, as the words between the two: <c>taught by</c>.</summary>
    public static string Edge(EdgeKind kind) => Named(kind);

    /// <summary>The path to a ground: <c>a, taught by b, made with c</c>.</summary>
    public static string Path(IReadOnlyList<PathStep> path) => string.Join(", ", path.Select(StepText));

    private static string StepText(PathStep step) =>
        step.Edge is { } edge ? $"{Edge(edge.Kind)} {step.Artifact.Title}{(edge.Declared ? T(" (declared)") : "")}" : step.Artifact.Title;

    private static string Day(DateOnly day) => day.ToString(T("yyyy-MM-dd"), Reader.Culture);

    /// <summary>The revision of an entry, for behind its id; empty for the first.</summary>
    internal static string Revision(TermsEntry terms) => terms.Revision == 1 ? "" : T(", revision {0}", terms.Revision);
}
