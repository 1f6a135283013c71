using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>A ruling in words: one paragraph that a lawyer and an engineer can both accept.</summary>
public static class RulingWords
{
    /// <summary>Stands beside every ruling.</summary>
    public const string NotAdvice = "Not legal advice: it rests on what the registry holds, which people wrote down in their own words.";

    private const int MostReasons = 4;

    /// <summary>The answer in a word or three.</summary>
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
            sentences.AddRange(ruling.Conflicts.Select(c => $"Two conditions cannot both be kept: {c.Why}."));
        }

        sentences.AddRange(deciding.Take(MostReasons).Select(f => Reason(ruling, f)));
        if (deciding.Count > MostReasons)
        {
            sentences.Add($"{deciding.Count - MostReasons} further grounds say the same.");
        }

        if (ruling.Outcome == Outcome.Denied && ruling.Findings.Count(f => f.Ground.Outcome == Outcome.Unknown) is > 0 and var unknown)
        {
            sentences.Add(unknown == 1 ? "One more ground is unknown." : $"{unknown} more grounds are unknown.");
        }

        if (ruling.Outcome == Outcome.AllowedIf)
        {
            sentences.Add($"To be kept: {string.Join("; ", ruling.Conditions.Select(c => c.Says))}.");
        }

        if (ruling.Met.Count > 0)
        {
            sentences.Add($"Kept already, as the registry shows: {string.Join("; ", ruling.Met.Select(c => c.Says))}.");
        }

        if (Unsure(ruling) is { Count: > 0 } unsure)
        {
            sentences.Add($"What stands in the registry on {string.Join(", ", unsure)} is of low confidence: read the text before relying on it.");
        }

        return string.Join(' ', sentences);
    }

    /// <summary>A ground as a citation: the terms, their version, since when, where.</summary>
    public static string Cite(Ground ground) => ground.Terms?.Entry is TermsEntry terms
        ? string.Create(CultureInfo.InvariantCulture, $"{terms.Title ?? terms.Id.Name} ({terms.Id.Brief}{Revision(terms)}, in force from {terms.From:yyyy-MM-dd}{(terms.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}{(ground.Clause is { } clause ? $"; {clause.Where}" : "")})")
        : ground.Terms is { } other ? other.Entry.Id.ToString() : "";

    /// <summary>How one thing came from another, as words between the two: <c>taught by</c>.</summary>
    public static string Edge(EdgeKind kind) => Kebab.Name(kind).Replace('-', ' ');

    /// <summary>The way to a ground: <c>a, taught by b, made with c</c>.</summary>
    public static string Path(IReadOnlyList<PathStep> path) =>
        string.Join(", ", path.Select(s => s.Edge is { } edge ? $"{Edge(edge.Kind)} {s.Thing.Title}{(edge.Declared ? " (declared)" : "")}" : s.Thing.Title));

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
            var count => $" {count} things are left out.",
        };
        return ruling.Outcome == Outcome.Unknown
            ? $"Whether {Lower(UseWords.Doing(intent.Use, ruling.Content.Title))}{who} {when} is allowed cannot be told from what is known, and so it is not allowed.{without}"
            : $"{UseWords.Doing(intent.Use, ruling.Content.Title)}{who} {when} is {Answer(ruling.Outcome)}.{without}";
    }

    private static string Reason(Ruling ruling, Finding finding)
    {
        var cite = Cite(finding.Ground);
        var says = Capital(finding.Ground.Says);
        var text = finding.Ground.Clause is null
            ? cite.Length > 0 ? $"{says}: {cite}" : says
            : $"{cite}: {Lower(says)}";
        return finding.Path.Count > 1 && ruling.Content.Id != finding.Path[^1].Thing.Id
            ? $"{text}. This reaches it from {finding.Path[^1].Thing.Title}{(finding.Things > 1 ? FormattableString.Invariant($" and {finding.Things - 1:N0} more") : "")}: {Path(finding.Path)}."
            : $"{text}.";
    }

    private static List<string> Unsure(Ruling ruling) =>
    [
        .. ruling.Findings.Select(f => f.Ground.Terms?.Entry).OfType<TermsEntry>().Where(t => t.Confidence == Confidence.Low)
            .Select(t => t.Id.Brief).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static string Revision(TermsEntry terms) => terms.Revision == 1 ? "" : FormattableString.Invariant($", revision {terms.Revision}");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>With a small first letter, unless the first word is a name or an abbreviation.</summary>
    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) && !text.StartsWith("Llama", StringComparison.Ordinal) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
