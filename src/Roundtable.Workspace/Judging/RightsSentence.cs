using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Judging;

/// <summary>
/// What may be done with a session in one sentence, as in "May be published; may not train a competing model: Anthropic's Commercial Terms of Service,
/// section D.4". It is of the whole session: the most restrictive ruling on it or any of its parts, so that it is never better than what the table of its
/// parts says, and what is not known is said to be unknown.
/// </summary>
public static class RightsSentence
{
    /// <summary>The uses that it speaks of, in its order.</summary>
    public static IReadOnlyList<Use> Uses { get; } = [Use.Publish, Use.TrainInternal, Use.TrainCompeting];

    private const int MaxReasons = 2;

    /// <summary>The sentence.</summary>
    /// <param name="rights">The rights in a session; null where registry or log could not be read.</param>
    public static string Of(SessionRights? rights)
    {
        if (rights is null)
        {
            return T("What may be done with it is unknown: the registry or the log could not be read.");
        }

        if (rights.Rows.Count == 0)
        {
            return T("What may be done with it is unknown: it holds nothing that can be ruled on.");
        }

        var parts = Uses.Select(u => Worst(rights, u)).GroupBy(w => (w.Outcome, w.Reason))
            .Select(g => Part(g.Key.Outcome, g.Key.Reason, [.. g.Select(w => w.Use)]));
        var sentence = string.Join("; ", parts);
        return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..].TrimEnd('.')}.";
    }

    /// <summary>The outcome for a use of the session as a whole: the most restrictive of it and all of its parts.</summary>
    /// <param name="rights">The rights.</param>
    /// <param name="use">The use.</param>
    public static Outcome OutcomeOf(SessionRights rights, Use use) => Worst(rights, use).Outcome;

    private static (Use Use, Outcome Outcome, string Reason) Worst(SessionRights rights, Use use)
    {
        var rulings = rights.Rows.Select(r => r.Rulings).Append(rights.Whole)
            .Select(r => r.FirstOrDefault(x => x.Intent.Use == use))
            .ToList();

        // A use that was not ruled on is unknown, whatever the others say; denied by any of them stays denied.
        var missing = rulings.Exists(r => r is null);
        var known = rulings.OfType<Ruling>().ToList();
        var outcome = known.Select(r => r.Outcome).Append(missing ? Outcome.Unknown : Outcome.Allowed).Max();
        var reasons = known.Where(r => r.Outcome == outcome).SelectMany(Reasons).Distinct(StringComparer.Ordinal).ToList();
        var more = reasons.Count - MaxReasons;
        var reason = outcome == Outcome.AllowedIf && more > 0
            ? T("on {0} conditions", reasons.Count)
            : (outcome == Outcome.AllowedIf ? (reasons.Count == 1 ? T("on one condition:") : T("on two conditions:")) + " " : "")
                + string.Join("; ", reasons.Take(MaxReasons)) + (more > 0 ? T("; and {0} more", more) : "");
        return (use, outcome, outcome == Outcome.Allowed ? "" : reasons.Count == 0 ? T("it was not ruled on") : reason);
    }

    private static IEnumerable<string> Reasons(Ruling ruling) =>
        ruling.Conflicts.Count > 0 ? ruling.Conflicts.Select(c => c.Why)
        : ruling.Outcome == Outcome.AllowedIf ? ruling.Conditions.Select(c => c.Instruction)
        : ruling.Findings.Select(f => f.Ground).Where(g => g.Outcome == ruling.Outcome).Select(Cited);

    private static string Cited(Ground ground) => ground is { Terms.Entry: TermsEntry terms, Clause: { } clause }
        ? $"{terms.Title ?? terms.Id.Name}, {clause.Citation}"
        : ground.Summary.TrimEnd('.');

    private static string Part(Outcome outcome, string reason, IReadOnlyList<Use> uses) => outcome switch
    {
        Outcome.Allowed => T("may {0}", Join(uses, TLater("{0} and {1}"))),
        Outcome.AllowedIf => T("may {0} {1}", Join(uses, TLater("{0} and {1}")), reason),
        Outcome.Denied => T("may not {0}: {1}", Join(uses, TLater("{0} or {1}")), reason),
        _ => T("whether it may {0} is unknown: {1}", Join(uses, TLater("{0} or {1}")), reason),
    };

    private static string Join(IReadOnlyList<Use> uses, string last)
    {
        var all = uses.Select(Doing).ToList();
        return all.Count == 1 ? all[0] : T(last, string.Join(", ", all.SkipLast(1)), all[^1]);
    }

    private static string Doing(Use use) => use switch
    {
        Use.Publish => T("be published"),
        Use.TrainInternal => T("train a model for internal use"),
        _ => T("train a competing model"),
    };
}
