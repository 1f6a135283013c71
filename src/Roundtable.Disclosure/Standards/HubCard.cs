using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>Models and datasets as a card for a model hub: front matter that hubs read, and a page.</summary>
internal static class HubCard
{
    private const string EntryKey = "roundtable_entry: ";
    private const string LeafKey = "roundtable_leaf: ";
    private const string LogKey = "roundtable_log: ";
    private const string BesideKey = "roundtable_beside: ";

    public static string Write(PublishedEntry published)
    {
        var entry = published.Entry;
        var text = new StringBuilder("---\n");
        Text("version", entry.Id.Version);
        text.Append(published.IsModel ? "model_name: " : "pretty_name: ").Append(Quoted(entry.Title ?? entry.Id.Name)).Append('\n');
        List("license", [.. published.Licences.Select(l => l.Brief)]);
        if (published.IsModel)
        {
            List("base_model", [.. published.Named.Where(s => s.Kind is not EdgeKind.MadeWith || s.From.Kind == EntryKind.Model).Select(s => s.From.Name)]);
            List("datasets", [.. published.Named.Where(s => s.Kind == EdgeKind.MadeWith && s.From.Kind != EntryKind.Model).Select(s => s.From.Name)]);
        }
        else
        {
            List("source_datasets", [.. published.Named.Where(s => s.From.Kind is null or EntryKind.Dataset).Select(s => s.From.Name)]);
            if (entry is DatasetEntry { Origin: Origin.Synthetic })
            {
                List("language_creators", ["machine-generated"]);
            }
        }

        text.Append(EntryKey).Append(Quoted(published.Json)).Append('\n');
        if (published.Leaf is { } leaf)
        {
            text.Append(LeafKey).Append(CultureInfo.InvariantCulture, $"{leaf}\n").Append(LogKey).Append(Quoted(published.Log ?? "")).Append('\n');
        }

        if (published.Beside is { } beside)
        {
            text.Append(BesideKey).Append(Quoted(beside)).Append('\n');
        }

        text.Append("---\n\n# ").Append(Line(entry.Title ?? entry.Id.Name)).Append("\n\n");
        if (entry.Note is { } note)
        {
            text.Append(Line(note)).Append("\n\n");
        }

        text.Append("| | |\n|---|---|\n");
        Row("Version", entry.Id.Version);
        Row("Owner", entry.Owner);
        Row("Licences", published.Licences.Count > 0 ? string.Join(", ", published.Licences.Select(l => l.Brief)) : null);
        if (entry is DatasetEntry dataset)
        {
            Row("Who wrote its texts", dataset.Origin == Origin.Unknown ? null : Kebab.Name(dataset.Origin));
            Row("Rows", dataset.Rows?.ToString("N0", CultureInfo.InvariantCulture));
            Row("Collection", dataset.Collection);
        }

        var publication = entry.Publication;
        Row("Address", publication.Address);
        Row("Published", publication.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Row("Creator", publication.Creators.Count > 0 ? string.Join(", ", publication.Creators.Select(c => Creator.Of(c).Name)) : null);
        Row("Where the data come from", publication.Geography.Count > 0 ? string.Join(", ", publication.Geography) : null);
        Row("Consent", publication.Consent);
        foreach (var ruling in published.Rulings)
        {
            Row($"Ruling: {Kebab.Name(ruling.Use)}", ruling.Text);
        }

        Row("Made from", entry.Sources.Count > 0 ? string.Join(", ", entry.Sources.Select(s => $"{Kebab.Name(s.Kind)} {s.Named ?? s.From.ToString()}")) : null);
        Row("On the record", published.OnRecord);
        return text.ToString();

        void Text(string key, string value) => text.Append(key).Append(": ").Append(Quoted(value)).Append('\n');

        void List(string key, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                text.Append(key).Append(":\n");
                foreach (var value in values)
                {
                    text.Append("- ").Append(Quoted(value)).Append('\n');
                }
            }
        }

        void Row(string name, string? value) =>
            text.Append("| ").Append(name).Append(" | ").Append(Line(value ?? "not known").Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
    }

    public static Embedded Embedded(string text)
    {
        List<string> matter = [.. text.Split('\n').TakeWhile((l, i) => i == 0 || l != "---")];
        string? Of(string key) => matter.Find(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
        var isLogged = long.TryParse(Of(LeafKey), NumberStyles.None, CultureInfo.InvariantCulture, out var leaf);
        return new(Unquoted(Of(EntryKey)), isLogged ? leaf : null, Unquoted(Of(LogKey)), Unquoted(Of(BesideKey)));
    }

    // YAML in single quotes: only the quote itself is doubled. JSON and names have no line breaks.
    private static string Quoted(string text) => $"'{Line(text).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string? Unquoted(string? text) =>
        text is ['\'', .., '\''] ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : null;

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
