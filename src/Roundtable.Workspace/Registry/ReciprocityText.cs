using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Reciprocity;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Registry;

/// <summary>A reciprocity report in words and as JSON. Facts and where they stand; no judgement of anyone.</summary>
public static class ReciprocityText
{
    /// <summary>The report as text.</summary>
    public static string Text(ReciprocityReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"WHAT {report.Organisation} ASKS OF OTHERS, AND WHAT ITS LINEAGE SHOWS");
        text.AppendLine(Scope(report)).AppendLine();
        foreach (var clauses in report.Demands.GroupBy(d => (d.Terms.Entry.Id, d.Clause.Number)))
        {
            var demand = clauses.First();
            text.AppendLine(CultureInfo.InvariantCulture, $"{Title(demand)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  asks: {demand.Clause.Summary}");
            var shown = clauses.SelectMany(d => d.Practices.Select(p => (d.Use, Practice: p)));
            foreach (var practices in shown.GroupBy(p => Way(p.Practice), StringComparer.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  shows: {practices.Key}");
                foreach (var (use, practice) in practices)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"    for {Kebab.Name(use)} the source's own terms say: {Says(practice.Ruling)}");
                }
            }

            if (clauses.All(d => d.Practices.Count == 0))
            {
                text.AppendLine("  shows: no such use of what is others', as far as lineage is known");
            }
        }

        return text.AppendLine().Append("Facts and citations only; lineage is as complete as what was declared. ").Append(RulingText.NotAdvice).ToString();
    }

    /// <summary>How much the report rests on.</summary>
    public static string Scope(ReciprocityReport report) =>
        report.Models.Count == 0 ? T("The registry has none of its models, so nothing can be said of its practice.")
        : T("{0, plural, one {# of its models is registered} other {# of its models are registered}}; of {1} no source is known, so nothing can be said of "
            + "those.", report.Models.Count, report.WithoutLineage.Count);

    /// <summary>The clause: where it stands and which uses it speaks of.</summary>
    public static string Title(Demand demand) =>
        $"{demand.Terms.Entry.Title ?? demand.Terms.Entry.Id.Name} ({demand.Terms.Entry.Id.Brief}; {demand.Clause.Citation}): "
            + $"{Named(demand.Clause.Effect)}, {EntryText.About(demand.Clause)}";

    /// <summary>What lineage shows: the way from the model to the source, with where it is written.</summary>
    public static string Way(Practice practice) =>
        RulingText.Path(practice.Path) + (practice.Path[^1].Edge?.Citation is { } where ? $"; {where}" : "");

    /// <summary>What the source's terms said, in a few words with the citation.</summary>
    public static string Says(Ruling ruling) =>
        $"{RulingText.Answer(ruling.Outcome)}, "
        + (ruling.Findings[0].Ground is { Terms: not null } ground ? RulingText.Cite(ground) : ruling.Findings[0].Ground.Summary);

    /// <summary>The report as JSON.</summary>
    public static JsonObject Json(ReciprocityReport report) => new()
    {
        ["organisation"] = report.Organisation,
        ["scope"] = Scope(report),
        ["notice"] = RulingText.NotAdvice,
        ["models"] = Document.Array(report.Models, m => m.Id),
        ["withoutLineage"] = Document.Array(report.WithoutLineage, m => m.Id),
        ["demands"] = Document.Array(report.Demands, d => new JsonObject
        {
            ["terms"] = d.Terms.Entry.Id.ToString(),
            ["clause"] = d.Clause.Number,
            ["where"] = d.Clause.Citation,
            ["effect"] = Kebab.Name(d.Clause.Effect),
            ["subject"] = Kebab.Name(d.Subject),
            ["use"] = Kebab.Name(d.Use),
            ["says"] = d.Clause.Summary,
            ["practices"] = Document.Array(d.Practices, p => new JsonObject
            {
                ["model"] = p.Model.Id,
                ["way"] = Way(p),
                ["source"] = p.Path[^1].Artifact.Id,
                ["declared"] = p.Path.Skip(1).Any(s => s.Edge!.Declared),
                ["ruling"] = RulingWriter.Json(p.Ruling),
            }),
        }),
    };
}
