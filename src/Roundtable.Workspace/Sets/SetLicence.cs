using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>The card of a set, and the file that says what has to be kept by whoever uses it.</summary>
internal static class SetLicence
{
    /// <summary>Conditions in full, by what they ask.</summary>
    /// <param name="name">What they are conditions of.</param>
    /// <param name="whole">The ruling on it.</param>
    /// <param name="isModel">Whether it is a model itself; otherwise a set that models are trained on.</param>
    public static string Conditions(string name, Ruling whole, bool isModel = false)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# What has to be kept by whoever uses {name}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Ruled on for `{Kebab.Name(whole.Intent.Use)}` on {whole.Intent.On:yyyy-MM-dd}")
            .Append(whole.Intent.As is { } organisation ? $" by {organisation}" : "")
            .Append(CultureInfo.InvariantCulture, $": {RulingText.Answer(whole.Outcome)}. For any other use, ask again: `roundtable judge`.\n\n");
        Section(text, "Credit to give, in these words", whole.Conditions.OfType<Condition.Attribution>().Select(c => c.Text));
        Section(
            text,
            "Names",
            whole.Conditions.OfType<Condition.NamePrefix>().Select(
                c => isModel ? $"Its name begins with \"{c.Prefix}\", and so does that of whatever is made of it."
                    : $"The name of a model that is trained on this set begins with \"{c.Prefix}\". `roundtable set register-student` refuses any other."));
        Section(
            text,
            "Licence",
            whole.Conditions.OfType<Condition.ShareAlike>().Select(
                c => $"What is made of it is handed on under {c.Licence}, or a licence that this accepts."));
        Section(
            text,
            "Other conditions",
            whole.Conditions.Where(c => c is not (Condition.Attribution or Condition.NamePrefix or Condition.ShareAlike)).Select(c => Sentence(c.Instruction)));
        Section(text, "Kept already, as the registry shows", whole.Met.Select(c => Sentence(c.Instruction)));
        if (whole.Conditions.Count == 0)
        {
            text.Append("There are no conditions.\n\n");
        }

        text.Append("## What it rests on\n\n");
        List<string> citations =
        [
            .. whole.Findings.Select(f => RulingText.Cite(f.Ground)).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        foreach (var cited in citations)
        {
            text.Append("- ").Append(Neutralise.Line(cited)).Append('\n');
        }

        if (citations.Count == 0)
        {
            text.Append("No terms: the ruling needed none.\n");
        }

        return text.Append('\n').Append(RulingText.NotAdvice).Append('\n').ToString();
    }

    /// <summary>The card: metadata that the Hugging Face hub reads, and below it what the set is.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="manifest">Its manifest so far.</param>
    /// <param name="whole">Its ruling.</param>
    /// <param name="rows">How many rows each part has.</param>
    /// <param name="extension">How the names of the files with rows end.</param>
    public static string Card(string name, SetManifest manifest, Ruling whole, IReadOnlyDictionary<string, long> rows, string extension)
    {
        var text = new StringBuilder("---\n")
            .Append("license: other\nlicense_name: see-license-file\nlicense_link: LICENSE.md\n")
            .Append(CultureInfo.InvariantCulture, $"pretty_name: \"{name}\"\n")
            .Append("configs:\n- config_name: default\n  data_files:\n");
        foreach (var part in Parts(rows))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - split: {part}\n    path: {part}{extension}\n");
        }

        text.Append("---\n\n")
            .Append(CultureInfo.InvariantCulture, $"# {name}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{rows.Values.Sum():N0} rows in the format `{manifest.Format}`, ")
            .Append("made by roundtable of ").Append(Neutralise.Line(manifest.Source)).Append(".\n\n")
            .Append(RulingParagraph.Of(whole)).Append("\n\n`LICENSE.md` says what has to be kept.\n\n");
        Table(text, "Part", Parts(rows).Select(p => (p, rows[p])));
        Table(text, "Model", manifest.Sums.Models.Select(m => (m.Key, m.Value)));
        Table(text, "Terms", manifest.Sums.Terms.Select(t => (t.Key, t.Value)));
        Table(text, "Origin", manifest.Sums.Origins.Select(o => (o.Key, o.Value)));
        Table(text, "Left out because of", manifest.LeftOut.Select(l => (l.Key, l.Value)));
        return text
            .Append("Where each row came from stands in `rows.jsonl`, a line for each, and not in its text. The root over all of them is\n\n    ")
            .Append(manifest.Root).Append("\n\nand the log holds it: `roundtable set verify` checks this folder, `salt-key` in it, with ")
            .Append("nothing but the log's public key.\n\n")
            .Append(RulingText.NotAdvice).Append('\n').ToString();
    }

    /// <summary>The parts in the order in which they are used.</summary>
    public static IEnumerable<string> Parts(IReadOnlyDictionary<string, long> rows) =>
        ((string[])["train", "validation", "test"]).Where(rows.ContainsKey);

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.Distinct(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append("## ").Append(title).Append("\n\n");
        foreach (var line in all)
        {
            text.Append("- ").Append(Neutralise.Line(line)).Append('\n');
        }

        text.Append('\n');
    }

    private static void Table(StringBuilder text, string title, IEnumerable<(string Name, long Rows)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"| {title} | Rows |\n| --- | ---: |\n");
        foreach (var (name, count) in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Neutralise.Line(name).Replace("|", "\\|", StringComparison.Ordinal)} | {count:N0} |\n");
        }

        text.Append('\n');
    }

    private static string Sentence(string instruction) => char.ToUpperInvariant(instruction[0]) + instruction[1..] + (instruction.EndsWith('.') ? "" : ".");
}
