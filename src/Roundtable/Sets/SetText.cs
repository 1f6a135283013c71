using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Sets;

namespace Roundtable.Cli.Sets;

/// <summary>Sets in words.</summary>
internal static class SetText
{
    /// <summary>What was made.</summary>
    public static string Made(MadeSet made)
    {
        var manifest = made.Manifest;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{manifest.Name}: {manifest.Rows:N0} rows of {manifest.Format} from {Neutralise.Line(manifest.Source)}\n")
            .Append(CultureInfo.InvariantCulture, $"{Kebab.Name(manifest.Use)}: {RulingText.Answer(manifest.Outcome)} (leaf {manifest.Ruling})\n");
        foreach (var condition in made.Conditions)
        {
            text.Append("  to keep: ").Append(Neutralise.Line(condition.Instruction)).Append('\n');
        }

        foreach (var file in manifest.Files.Where(f => f.Rows is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {file.Name}: {file.Rows:N0} rows\n");
        }

        foreach (var (reason, rows) in manifest.LeftOut)
        {
            text.Append(CultureInfo.InvariantCulture, $"  left out, {Neutralise.Line(reason)}: {rows:N0}\n");
        }

        if (made.Change is { } change)
        {
            Change(text, change);
        }

        return text
            .Append(CultureInfo.InvariantCulture, $"Written to {Neutralise.Line(made.Folder)}; the manifest is leaf {made.Leaf}, root {manifest.Root}.\n")
            .Append(CultureInfo.InvariantCulture, $"Registered as {made.Dataset.Entry.Id}. LICENSE.md says what has to be kept.\n")
            .Append(RulingText.NotAdvice).ToString();
    }

    private static void Change(StringBuilder text, SetChange change)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"  taken out: {change.Removed:N0} rows{(change.Source is { } source ? $" that came from {Neutralise.Line(source)}" : "")}, "
                + $"{change.NoLongerAllowed:N0} that are not allowed any more\n");
        foreach (var (part, (before, after)) in change.Parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {part}: {before:N0} rows before, {after:N0} now\n");
        }

        foreach (var gone in change.Gone)
        {
            text.Append("  need not be kept any more: ").Append(Neutralise.Line(gone)).Append('\n');
        }

        foreach (var added in change.Added)
        {
            text.Append("  has to be kept now: ").Append(Neutralise.Line(added)).Append('\n');
        }
    }
}
