using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// A ruling as a paragraph for lawyers and engineers alike: the answer, then because of what, grouped by source, each clause once. Identifiers and
/// the registry's own words stay as they are written.
/// </summary>
/// <param name="Lead">The paragraph, of at most about <see cref="MaxWords"/> words.</param>
/// <param name="More">The reasons that it has no room for.</param>
public sealed record RulingParagraph(string Lead, IReadOnlyList<string> More)
{
    /// <summary>How many words the lead has at most, unless its first reason alone is longer.</summary>
    public const int MaxWords = 120;

    /// <summary>The paragraph of a ruling.</summary>
    public static RulingParagraph Of(Ruling ruling)
    {
        // The answer and its first reason always; then as much as fits.
        List<string> reasons = [.. Reasons(ruling)];
        var lead = Answer(ruling) + (reasons.Count == 0 ? "" : T(", because {0}", reasons[0]));
        var taken = 1;
        for (; taken < reasons.Count && Words(lead) + Words(reasons[taken]) < MaxWords; taken++)
        {
            lead += T("; and {0}", reasons[taken]);
        }

        List<string> more = [.. reasons.Skip(taken)];
        lead += ".";
        foreach (var aside in Asides(ruling))
        {
            if (more.Count == 0 && Words(lead) + Words(aside) <= MaxWords)
            {
                lead += $" {aside}.";
            }
            else
            {
                more.Add(aside);
            }
        }

        return new RulingParagraph(lead, more);
    }

    /// <summary>The lead, and how many reasons there are besides.</summary>
    public override string ToString() => More.Count == 0 ? Lead
        : Lead + " " + T("{0, plural, one {There is # more.} other {There are # more.}}", More.Count);

    private static string Answer(Ruling ruling)
    {
        var intent = ruling.Intent;
        var use = UseText.Doing(intent.Use, ruling.Content.Title);
        var who = intent.As is { } name ? T(" by {0}", name) : "";
        var when = T(" on {0}", Day(intent.On));
        var asIf = intent.Obtained is { } obtained
            ? T(", had everything been obtained on {0}", Day(obtained))
            : "";
        var without = intent.Without.Count switch
        {
            0 => "",
            1 => T(", without {0}", intent.Without.First()),
            var count => T(", without {0} of the artifacts", count),
        };
        var conditions = ruling.Outcome == Outcome.AllowedIf ? T(", on these conditions: {0}", Instructions(ruling)) : "";
        var answer = ruling.Outcome switch
        {
            Outcome.Allowed => T("Allowed"),
            Outcome.AllowedIf => T("Allowed with conditions"),
            Outcome.Unknown => T("Unknown, and so not allowed"),
            _ => T("Denied"),
        };
        return $"{answer}: {char.ToLowerInvariant(use[0])}{use[1..]}{who}{when}{asIf}{without}{conditions}";
    }

    /// <summary>What decided, by source: the source and how many are like it, then its terms, each with the clauses that decided.</summary>
    private static IEnumerable<string> Reasons(Ruling ruling)
    {
        foreach (var conflict in ruling.Conflicts)
        {
            yield return conflict.Other is null
                ? T("as it is it does not meet a condition: {0}", conflict.Why)
                : T("two conditions cannot both be met: {0}", conflict.Why);
        }

        HashSet<string> told = new(StringComparer.Ordinal);
        var deciding = ruling.Findings.Where(f => f.Ground.Outcome == ruling.Outcome);
        foreach (var source in deciding.GroupBy(f => f.Path[^1].Artifact.Id, StringComparer.Ordinal))
        {
            List<string> grounds = [.. source.GroupBy(f => f.Ground.Terms?.Entry.Id.ToString(), StringComparer.Ordinal).SelectMany(g => Grounds([.. g], told))];
            if (grounds.Count > 0)
            {
                var first = source.First();
                var more = source.Max(f => f.Artifacts) - 1;
                var of = first.Path.Count == 1 ? ""
                    : T("for {0}", first.Path[^1].Artifact.Title) + $"{(more > 0 ? T(" and {0, number} more", more) : "")}"
                        + $"{(first.Path.Count > 2 ? $" ({RulingText.Path(first.Path)})" : "")}: ";
                yield return of + string.Join("; ", grounds);
            }
        }
    }

    /// <summary>The grounds of one document: its citation once, and each clause that nobody told yet.</summary>
    private static IEnumerable<string> Grounds(IReadOnlyList<Finding> findings, HashSet<string> told)
    {
        List<string> clauses = [];
        foreach (var ground in findings.Select(f => f.Ground))
        {
            var summary = ground.Summary.TrimEnd('.');
            var clause = ground.Clause is { } c ? $"{c.Citation}: {summary}" : summary;
            if (told.Add($"{ground.Terms?.Entry.Id}\n{clause}"))
            {
                clauses.Add(clause);
            }
        }

        if (clauses.Count > 0)
        {
            yield return findings[0].Ground.Terms?.Entry is TermsEntry terms
                ? $"{terms.Title ?? terms.Id.Name} ({terms.Id.Brief}{RulingText.Revision(terms)}), {string.Join("; ", clauses)}"
                : findings[0].Ground.Terms is { } other ? $"{string.Join("; ", clauses)} ({other.Entry.Id})"
                : string.Join("; ", clauses);
        }
    }

    /// <summary>What a reader should know besides: what is unknown beside what is denied, which conditions are met, which entries are unsure.</summary>
    private static IEnumerable<string> Asides(Ruling ruling)
    {
        if (ruling.Conflicts.Any(c => c.Other is null))
        {
            yield return T("All the conditions are: {0}", Instructions(ruling));
        }

        if (ruling.Outcome == Outcome.Denied && ruling.Findings.Count(f => f.Ground.Outcome == Outcome.Unknown) is > 0 and var unknown)
        {
            yield return T("{0, plural, one {One more ground is unknown} other {# more grounds are unknown}}", unknown);
        }

        if (ruling.Met.Count > 0)
        {
            yield return T("Already met according to the registry: {0}", string.Join("; ", ruling.Met.Select(c => c.Instruction)));
        }

        List<string> unsure =
        [
            .. ruling.Findings.Select(f => f.Ground.Terms?.Entry).OfType<TermsEntry>().Where(t => t.Confidence == Confidence.Low)
                .Select(t => t.Id.Brief).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (unsure.Count > 0)
        {
            yield return T("The registry's entry on {0} is of low confidence: read the text before relying on it", string.Join(", ", unsure));
        }
    }

    private static string Day(DateOnly day) => day.ToString(T("yyyy-MM-dd"), Reader.Culture);

    private static string Instructions(Ruling ruling) => string.Join("; ", ruling.Conditions.Select(c => c.Instruction));

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
