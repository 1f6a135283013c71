using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Judging;

/// <summary>The ruling on a file of rows, in words and as JSON.</summary>
public static class RowsRulingText
{
    private const int MaxGroups = 12;

    /// <summary>The ruling as text.</summary>
    public static string Text(string path, Intent intent, RowFile file, IReadOnlySet<RowGroup> remaining, string? kept)
    {
        var rulings = file.Rulings;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{RulingText.Answer(file.Outcome).ToUpperInvariant()} · {Kebab.Name(intent.Use)} · {path}").AppendLine();
        text.AppendLine(Paragraph(path, intent, file, remaining)).AppendLine();
        foreach (var group in rulings.Groups.OrderByDescending(g => g.Ruling.Outcome).ThenByDescending(g => g.Rows).Take(MaxGroups))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{RulingText.Answer(group.Ruling.Outcome)}: {Count(group.Rows)}, {Which(group)}");
            foreach (var finding in group.Ruling.Findings.Where(f => f.Ground.Outcome == group.Ruling.Outcome).Take(3))
            {
                var cite = RulingText.Cite(finding.Ground);
                text.AppendLine(CultureInfo.InvariantCulture, $"  {finding.Ground.Summary}{(cite.Length > 0 ? $" · {cite}" : "")}");
                if (finding.Path.Count > 2)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"    {RulingText.Path([.. finding.Path.Skip(1)])}");
                }
            }
        }

        if (rulings.Groups.Count > MaxGroups)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"… and {rulings.Groups.Count - MaxGroups} more groups; --json has them all.");
        }

        foreach (var (row, why) in file.Problems)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"row {row} cannot be read: {why}");
        }

        if (kept is not null)
        {
            text.AppendLine()
                .AppendLine(
                    remaining.Count == 0
                        ? $"Nothing remains: {kept} is empty."
                        : $"Written: {kept}, with the {Count(remaining.Sum(g => g.Rows))} that may be used together.");
        }

        return text.AppendLine().Append(RulingText.NotAdvice).ToString();
    }

    /// <summary>The ruling as JSON.</summary>
    public static JsonObject Json(string path, Intent intent, RowFile file, IReadOnlySet<RowGroup> remaining) => new()
    {
        ["format"] = 1,
        ["content"] = new JsonObject { ["id"] = $"file:{file.Digest}", ["title"] = Path.GetFileName(path) },
        ["use"] = Kebab.Name(intent.Use),
        ["on"] = intent.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["as"] = intent.As,
        ["rules"] = RulingWriter.Rules,
        ["outcome"] = Kebab.Name(file.Outcome),
        ["says"] = Paragraph(path, intent, file, remaining),
        ["notice"] = RulingText.NotAdvice,
        ["rows"] = file.Rulings.Rows + file.Unreadable,
        ["unreadable"] = file.Unreadable,
        ["unread"] = file.Unread,
        ["remaining"] = remaining.Sum(g => g.Rows),
        ["conditions"] = Document.Array(Kept(remaining), EntryWriter.Condition),
        ["groups"] = Document.Array(file.Rulings.Groups, g => new JsonObject
        {
            ["outcome"] = Kebab.Name(g.Ruling.Outcome),
            ["rows"] = g.Rows,
            ["first"] = Document.Array(g.Examples, e => e),
            ["remains"] = remaining.Contains(g),
            ["ruling"] = RulingWriter.Json(g.Ruling),
        }),
    };

    private static string Paragraph(string path, Intent intent, RowFile file, IReadOnlySet<RowGroup> remaining)
    {
        var rulings = file.Rulings;
        var all = rulings.Rows + file.Unreadable;
        var left = all - remaining.Sum(g => g.Rows);
        List<string> sentences =
        [
            file.Outcome == Outcome.Unknown
                ? $"Whether {UseText.Doing(intent.Use, Path.GetFileName(path))} is allowed cannot be told from what is known, and so it is not allowed."
                : $"{UseText.Doing(intent.Use, Path.GetFileName(path))}{(intent.As is { } name ? $" by {name}" : "")} is {RulingText.Answer(file.Outcome)}.",
            $"Of {Count(all)}: {string.Join(", ", Counts(file))}.",
        ];
        if (file.Unread > 0)
        {
            sentences.Add(
                $"{Count(file.Unread)} {(file.Unread == 1 ? "tells" : "tell")} a day or a source that cannot be read, or a day that lies ahead, "
                    + "and what is not known is not allowed.");
        }

        sentences.AddRange(rulings.Conflicts.Select(c => $"Two conditions of its rows cannot both be kept: {c.Why}."));
        if (left > 0)
        {
            sentences.Add(
                remaining.Count == 0
                    ? "Nothing of it may be used."
                    : $"Without {Count(left)} it is {(Kept(remaining).Count > 0 ? "allowed with conditions" : "allowed")}, and no fewer will do.");
        }

        if (Kept(remaining) is { Count: > 0 } conditions)
        {
            sentences.Add($"To be kept{(left > 0 ? " for what remains" : "")}: {string.Join("; ", conditions.Select(c => c.Instruction))}.");
        }

        return string.Join(' ', sentences);
    }

    /// <summary>How many rows have which answer; answers without rows are left out.</summary>
    private static IEnumerable<string> Counts(RowFile file)
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            if (file.Rulings.Groups.Where(g => g.Ruling.Outcome == outcome).Sum(g => g.Rows) is > 0 and var rows)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {RulingText.Answer(outcome)}");
            }
        }

        if (file.Unreadable > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{file.Unreadable:N0} unreadable");
        }
    }

    private static List<Roundtable.Terms.Clauses.Condition> Kept(IReadOnlySet<RowGroup> remaining) =>
        [.. remaining.SelectMany(g => g.Ruling.Conditions).Distinct().OrderBy(c => c.Key, StringComparer.Ordinal).ThenBy(c => c.Value, StringComparer.Ordinal)];

    private static string Count(long rows) => rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows");

    private static string Which(RowGroup group) =>
        $"{(group.Examples.Count == 1 ? "number" : "numbers")} {string.Join(", ", group.Examples)}{(group.Rows > group.Examples.Count ? ", …" : "")}";
}
