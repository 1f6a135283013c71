using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>A ruling as text: one paragraph for lawyers and engineers alike.</summary>
public static class RulingText
{
    /// <summary>The notice that accompanies every ruling.</summary>
    public const string NotAdvice = "Not legal advice: it rests on what the registry holds, which people wrote down in their own words.";

    private const int MaxReasons = 4;

    /// <summary>The outcome in one to three words.</summary>
    public static string Answer(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.AllowedIf => "allowed with conditions",
        Outcome.Unknown => "unknown",
        Outcome.Denied => "denied",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>The ruling as one paragraph.</summary>
    public static string Paragraph(Ruling ruling)
    {
        List<string> sentences = [Verdict(ruling)];
        var deciding = ruling.Findings.Where(f => f.Ground.Outcome == ruling.Outcome).ToList();
        if (ruling.Conflicts.Count > 0)
        {
            sentences.AddRange(ruling.Conflicts.Select(c => c.Other is null
                ? $"As it is it does not meet a condition: {c.Why}."
                : $"Two conditions cannot both be met: {c.Why}."));
        }

        sentences.AddRange(deciding.Take(MaxReasons).Select(f => Reason(ruling, f)));
        if (deciding.Count > MaxReasons)
        {
            sentences.Add($"{deciding.Count - MaxReasons} further grounds say the same.");
        }

        if (ruling.Outcome == Outcome.Denied && ruling.Findings.Count(f => f.Ground.Outcome == Outcome.Unknown) is > 0 and var unknown)
        {
            sentences.Add(unknown == 1 ? "One more ground is unknown." : $"{unknown} more grounds are unknown.");
        }

        if (ruling.Outcome == Outcome.AllowedIf || ruling.Conflicts.Any(c => c.Other is null))
        {
            sentences.Add($"Conditions: {string.Join("; ", ruling.Conditions.Select(c => c.Instruction))}.");
        }

        if (ruling.Met.Count > 0)
        {
            sentences.Add($"Already met according to the registry: {string.Join("; ", ruling.Met.Select(c => c.Instruction))}.");
        }

        if (Unsure(ruling) is { Count: > 0 } unsure)
        {
            sentences.Add($"The registry's entry on {string.Join(", ", unsure)} is of low confidence: read the text before relying on it.");
        }

        return string.Join(' ', sentences);
    }

    /// <summary>A ground as a citation: the terms, their version, since when, where.</summary>
    public static string Cite(Ground ground)
    {
        if (ground.Terms?.Entry is not TermsEntry terms)
        {
            return ground.Terms is { } other ? other.Entry.Id.ToString() : "";
        }

        var until = terms.Until is { } last ? FormattableString.Invariant($" until {last:yyyy-MM-dd}") : "";
        var place = ground.Clause is { } clause ? $"; {clause.Citation}" : "";
        return FormattableString.Invariant(
            $"{terms.Title ?? terms.Id.Name} ({terms.Id.Brief}{Revision(terms)}, in force from {terms.From:yyyy-MM-dd}{until}{place})");
    }

    /// <summary>How one artifact was derived from another, as the words between the two: <c>taught by</c>.</summary>
    public static string Edge(EdgeKind kind) => Kebab.Name(kind).Replace('-', ' ');

    /// <summary>The path to a ground: <c>a, taught by b, made with c</c>.</summary>
    public static string Path(IReadOnlyList<PathStep> path) => string.Join(", ", path.Select(StepText));

    private static string StepText(PathStep step) =>
        step.Edge is { } edge ? $"{Edge(edge.Kind)} {step.Artifact.Title}{(edge.Declared ? " (declared)" : "")}" : step.Artifact.Title;

    private static string Verdict(Ruling ruling)
    {
        var intent = ruling.Intent;
        var who = intent.As is { } name ? $" by {name}" : "";
        var when = intent.Obtained is { } obtained
            ? string.Create(CultureInfo.InvariantCulture, $"on {intent.On:yyyy-MM-dd}, had everything been obtained on {obtained:yyyy-MM-dd},")
            : string.Create(CultureInfo.InvariantCulture, $"on {intent.On:yyyy-MM-dd}");
        var without = intent.Without.Count switch
        {
            0 => "",
            1 => $" Left out: {intent.Without.First()}.",
            var count => $" {count} artifacts are left out.",
        };
        var use = UseText.Doing(intent.Use, ruling.Content.Title);
        return ruling.Outcome == Outcome.Unknown
            ? $"Whether {Lower(use)}{who} {when} is allowed cannot be determined from what is known, so it is not allowed.{without}"
            : $"{use}{who} {when} is {Answer(ruling.Outcome)}.{without}";
    }

    private static string Reason(Ruling ruling, Finding finding)
    {
        var cite = Cite(finding.Ground);
        var summary = Capital(finding.Ground.Summary);
        var text = finding.Ground.Clause is null
            ? cite.Length > 0 ? $"{summary}: {cite}" : summary
            : $"{cite}: {Lower(summary)}";
        var source = finding.Path[^1].Artifact;
        if (finding.Path.Count == 1 || ruling.Content.Id == source.Id)
        {
            return $"{text}.";
        }

        var more = finding.Artifacts > 1 ? FormattableString.Invariant($" and {finding.Artifacts - 1:N0} more") : "";
        return $"{text}. This reaches it from {source.Title}{more}: {Path(finding.Path)}.";
    }

    private static List<string> Unsure(Ruling ruling) =>
    [
        .. ruling.Findings.Select(f => f.Ground.Terms?.Entry).OfType<TermsEntry>().Where(t => t.Confidence == Confidence.Low)
            .Select(t => t.Id.Brief).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static string Revision(TermsEntry terms) => terms.Revision == 1 ? "" : FormattableString.Invariant($", revision {terms.Revision}");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>With a lower-case first letter, unless the first word is a name or an abbreviation.</summary>
    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) && !text.StartsWith("Llama", StringComparison.Ordinal)
            ? char.ToLowerInvariant(text[0]) + text[1..]
            : text;
}
