using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry show</c>.</summary>
internal static class RegistryShow
{
    /// <summary><c>NAME</c>.</summary>
    public static Argument<string> Name { get; } = new("NAME")
    {
        Description = "An entry: name or name@version, with its kind before it where a name alone would do for two, like model:acme/small@2.",
    };

    /// <summary>Shows an entry.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var reader = new WorkspaceReader(invocation.Workspace);
        var shown = await new RegistryService(invocation.Workspace, reader).ShowAsync(invocation.Parse.GetRequiredValue(Name), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(RegistryJson.Shown(shown)) : Neutralise.Text(Text(shown)));
        return ExitCode.Ok;
    }

    private static string Text(ShownEntry shown)
    {
        var registered = shown.Entry;
        var entry = registered.Entry;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{entry.Id.ToString().ToUpperInvariant()}{(entry.Title is { } title ? $" · {title}" : "")}");
        text.AppendLine(registered.Leaf is { } leaf
            ? string.Create(CultureInfo.InvariantCulture, $"On the record as leaf {leaf} since {registered.Registered:yyyy-MM-dd HH:mm} UTC.")
            : "From the starter set that comes with the program; it is put on the record when a ruling rests on it.");
        text.AppendLine();
        foreach (var (name, value, _) in EntryText.Facts(entry))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-14} {value}");
        }

        if (entry.Note is { } note)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {"Note",-14} {note}");
        }

        if (entry is TermsEntry terms)
        {
            Clauses(text, terms);
        }

        if (EntryText.Bars(entry) is { Count: > 0 } bars)
        {
            text.AppendLine().AppendLine("ACCESS BARRED");
            foreach (var fact in bars)
            {
                text.AppendLine($"  {EntryText.Bar(fact)}: {fact.Summary.TrimEnd('.')} ({fact.Citation}).");
            }
        }

        if (entry.Sources.Count > 0)
        {
            text.AppendLine().AppendLine("WHAT IT CAME FROM, AS IT SAYS");
            foreach (var source in entry.Sources)
            {
                text.AppendLine($"  {EntryText.Source(source)}");
            }
        }

        if (shown.Versions.Count > 1)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"VERSIONS  {string.Join("  ", shown.Versions.Select(v => v.Entry.Id.Version))}");
        }

        foreach (var revision in shown.Revisions.Where(r => r.Entry.Correction is not null))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"REVISION {revision.Entry.Revision}  {revision.Entry.Correction}{(revision.Leaf is { } at ? $" (leaf {at})" : "")}");
        }

        if (entry is TermsEntry)
        {
            text.AppendLine().Append(RulingText.NotAdvice);
        }

        return text.ToString().TrimEnd();
    }

    private static void Clauses(StringBuilder text, TermsEntry terms)
    {
        text.AppendLine().AppendLine("CLAUSES");
        foreach (var clause in terms.Clauses)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {clause.Number}. {Kebab.Name(clause.Effect).ToUpperInvariant(),-8} {EntryText.About(clause)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"     {clause.Summary} ({clause.Citation})");
            foreach (var condition in clause.Conditions)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"     · {condition.Instruction}");
            }
        }
    }
}
