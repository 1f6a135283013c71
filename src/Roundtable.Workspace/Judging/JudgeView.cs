using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Judging;

/// <summary>Rulings as text.</summary>
public static class JudgeView
{
    private const int MaxBranches = 12;
    private const int MaxGrounds = 5;

    /// <summary>One ruling: the paragraph, the parts on each side, and what to leave out.</summary>
    /// <param name="ruling">The ruling.</param>
    /// <param name="parts">What is ruled of each part.</param>
    /// <param name="removal">The fewest things without which it would be allowed; null where there are none.</param>
    /// <param name="explain">Whether to tell all that it rests on, as a tree.</param>
    public static string Text(Ruling ruling, IReadOnlyList<Part> parts, IReadOnlyList<Artifact>? removal, bool explain)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{RulingText.Answer(ruling.Outcome).ToUpperInvariant()} · {Kebab.Name(ruling.Intent.Use)} · {ruling.Content.Title}")
            .AppendLine();
        text.AppendLine(RulingParagraph.Of(ruling).ToString());
        if (explain)
        {
            text.AppendLine().AppendLine("WHAT IT RESTS ON");
            Branch(text, Derivation.Of(ruling), "  ");
        }

        if (parts.Count > 1)
        {
            text.AppendLine();
            foreach (var side in PartsSide.Of(parts))
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{RulingText.Answer(side.Outcome)}: {side.Parts.Count} of {parts.Count}: {Some(side.Parts.Select(p => p.Artifact.Id))}");
                foreach (var (ground, count) in side.Grounds.Take(MaxGrounds))
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"  {Cited(ground)}{(count > 1 ? $" · the same for {count - 1:N0} more" : "")}");
                }

                if (side.Grounds.Count > MaxGrounds)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"  … and {side.Grounds.Count - MaxGrounds:N0} more grounds.");
                }
            }
        }

        if (!ruling.IsAllowed)
        {
            text.AppendLine().AppendLine(removal is null
                ? "Leaving something out would not help: it rests on the content itself, or nothing would be left."
                : removal.Count == 1 ? $"Without {removal[0].Title} it would be allowed ({removal[0].Id})."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Without these {removal.Count:N0} it would be allowed, and no fewer will do: {Some(removal.Select(t => t.Id))}."));
        }

        if (!explain)
        {
            text.AppendLine().AppendLine("--explain tells all that it rests on.");
        }

        return text.AppendLine().Append(RulingText.NotAdvice).ToString();
    }

    /// <summary>Several uses of one content, a line each.</summary>
    public static string Table(string title, IEnumerable<Ruling> rulings)
    {
        var text = new StringBuilder();
        text.AppendLine(title).AppendLine();
        foreach (var ruling in rulings)
        {
            var first = ruling.Findings[0].Ground;
            var why = ruling.Outcome == Outcome.AllowedIf ? string.Join("; ", ruling.Conditions.Select(c => c.Instruction))
                : ruling.Conflicts.Count > 0 ? ruling.Conflicts[0].Why
                : first.Clause is null ? first.Summary : $"{first.Terms!.Entry.Id.Brief}, {first.Clause.Citation}";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Kebab.Name(ruling.Intent.Use),-16} {RulingText.Answer(ruling.Outcome),-24} {why}");
        }

        return text.AppendLine().Append(RulingText.NotAdvice).ToString();
    }

    /// <summary>Artifacts against uses.</summary>
    public static string Matrix(IReadOnlyList<(Artifact Artifact, IReadOnlyList<Ruling> Rulings)> all)
    {
        var text = new StringBuilder();
        foreach (var (thing, rulings) in all)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{thing.Id}  ({thing.Title})");
            foreach (var ruling in rulings)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Kebab.Name(ruling.Intent.Use),-16} {RulingText.Answer(ruling.Outcome)}");
            }
        }

        return text.AppendLine().Append(RulingText.NotAdvice).ToString();
    }

    /// <summary>Some of many, and how many more there are.</summary>
    public static string Some(IEnumerable<string> ids)
    {
        var all = ids.ToList();
        return string.Join(", ", all.Take(MaxBranches))
            + (all.Count > MaxBranches ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - MaxBranches:N0} more") : "");
    }

    private static string Cited(Ground ground) => RulingText.Cite(ground) is { Length: > 0 } cite ? $"{ground.Summary} · {cite}" : ground.Summary;

    private static void Branch(StringBuilder text, Derivation node, string indent)
    {
        text.Append(indent).Append(node.Edge is { } edge ? $"{RulingText.Edge(edge.Kind)} " : "").Append(node.Artifact.Title);
        text.AppendLine(node.Edge is { Declared: true } declared ? $" (declared{(declared.Citation is { } where ? $": {where}" : "")})" : "");
        foreach (var finding in node.Grounds)
        {
            text.Append($"{indent}  {RulingText.Answer(finding.Ground.Outcome)}: {Cited(finding.Ground)}");
            text.AppendLine(finding.Artifacts > 1 ? string.Create(CultureInfo.InvariantCulture, $" · the same for {finding.Artifacts - 1:N0} more") : "");
        }

        foreach (var branch in node.Branches)
        {
            Branch(text, branch, indent + "  ");
        }
    }
}
